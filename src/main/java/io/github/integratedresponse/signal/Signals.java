package io.github.integratedresponse.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Planning;
import io.github.integratedresponse.signal.format.Finding;
import io.github.integratedresponse.signal.format.Observable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signals that were taken in. */
@Component
public class Signals {

    private static final TypeReference<List<Observable>> OBSERVABLES = new TypeReference<>() {};

    /** How signals belong to incidents that may be restricted; takes the column with the id of the signal. */
    private static final String OF_AN_INCIDENT = "response.incident_signal l on l.incident_id = r.incident_id";

    private static final String BY_SIGNAL = "l.signal_id = %s";

    /** By the month that the register names, so that one partition is looked into for each. */
    private static final String WITH_REGISTER =
            "response.signal_register g join response.signal s on s.id = g.id and s.received_at = g.received_at";

    private static final String OF_INCIDENTS = "response.incident_signal l join "
            + WITH_REGISTER.replace(
                    "response.signal_register g join", "response.signal_register g on g.id = l.signal_id join");

    private static final String BY_TERM = "s.terms && ?::text[]";

    private static final String TAKEN =
            "s.*, g.disposition, g.incident, g.sightings, g.last_seen_at, g.last_activity, g.rule, g.rule_version,"
                    + " g.revision, g.closed_at, g.suppression_id";

    /** Counting more is of no use to anybody who turns pages. */
    private static final int MOST_COUNTED = 5_000;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Restrictions restrictions;
    private final Planning planning;

    Signals(JdbcClient jdbc, ObjectMapper json, Restrictions restrictions, Planning planning) {
        this.jdbc = jdbc;
        this.planning = planning;
        this.json = json;
        this.restrictions = restrictions;
    }

    public Optional<Signal> byId(long id) {
        return byIds(List.of(id)).stream().findFirst();
    }

    /** @return those that there are, lowest id first */
    List<Signal> byIds(Collection<Long> ids) {
        return jdbc.sql("select s.* from " + WITH_REGISTER + " where g.id = any(?) order by g.id")
                .param(ids.toArray(Long[]::new))
                .query(this::signal)
                .list();
    }

    /**
     * What a signal said at a time.
     *
     * @param endedBy how its source changed it; {@code null} for what it says now
     */
    record Said(Signal signal, SignalTriage.@Nullable Change endedBy) {}

    /** @return what it said after a number of changes, after the next one, and so on until now */
    List<Said> saidSince(long id, int revision) {
        List<Said> said = new ArrayList<>(
                jdbc.sql("select * from response.signal_revision where id = ? and revision > ? order by revision")
                        .param(id)
                        .param(revision)
                        .query((row, n) -> new Said(
                                signal(row, n),
                                row.getString("change").equals(Stored.Fate.CLOSED.name())
                                        ? SignalTriage.Change.CLOSE
                                        : SignalTriage.Change.UPDATE))
                        .list());
        byId(id).ifPresent(now -> said.add(new Said(now, null)));
        return said;
    }

    /** @return the signals linked to an incident, oldest first */
    public List<Signal> ofIncident(long incidentId) {
        return jdbc.sql("select s.* from " + OF_INCIDENTS + " where l.incident_id = ? order by s.first_seen_at, s.id")
                .param(incidentId)
                .query(this::signal)
                .list();
    }

    /** @return one page of the signals linked to an incident, latest first */
    public Page<Signal> ofIncident(long incidentId, PageRequest asked) {
        return new Narrowing()
                .and("l.incident_id = ?", incidentId)
                .page(jdbc, "s.*", OF_INCIDENTS, "s.first_seen_at desc, s.id desc", asked, this::signal);
    }

    /** @return every ATT&amp;CK technique that the signals of an incident name */
    public List<String> techniquesOf(long incidentId) {
        return jdbc.sql("select distinct t from " + OF_INCIDENTS
                        + " cross join unnest(s.techniques) t where l.incident_id = ? order by t")
                .param(incidentId)
                .query(String.class)
                .list();
    }

    /** @return what a column {@code terms} of signals holds for these techniques */
    public static List<String> termsOf(Collection<String> techniques) {
        return techniques.stream().map(Terms::technique).toList();
    }

    /**
     * Something technical that signals of an incident saw.
     *
     * @param signals how many of them
     */
    public record Seen(String type, String value, long signals) {}

    /** @return what the most signals saw first, {@code limit} at most */
    public List<Seen> observablesOf(long incidentId, int limit) {
        return jdbc.sql("select o ->> 'type' as type, o ->> 'value' as value, count(distinct s.id) as signals"
                        + " from " + OF_INCIDENTS
                        + " cross join jsonb_array_elements(s.observables) o where l.incident_id = ?"
                        + " and o ->> 'value' is not null group by 1, 2 order by signals desc, type, value limit ?")
                .param(incidentId)
                .param(limit)
                .query((row, n) -> new Seen(
                        Objects.requireNonNullElse(row.getString("type"), ""),
                        row.getString("value"),
                        row.getLong("signals")))
                .list();
    }

    /** @return what matches and is not part of a restricted incident, latest first seen first, {@code limit} at most */
    public List<Signal> search(SignalSearch criteria, int limit) {
        if (criteria.isEmpty()) {
            return List.of();
        }
        Narrowing narrowing = new Narrowing()
                .and("not exists (select 1 from response.restriction r join " + OF_AN_INCIDENT
                        + " where r.lifted_at is null and " + BY_SIGNAL.formatted("s.id") + ")")
                .with("lower(s.finding_type) = ?", folded(criteria.findingType()))
                .with(
                        "exists (select 1 from unnest(s.resources) r where strpos(lower(r), ?) > 0)",
                        folded(criteria.resource()))
                .with("s.first_seen_at >= ?", criteria.from())
                .with("s.first_seen_at < ?", criteria.until());
        techniques(narrowing, criteria.techniques());
        if (!criteria.observables().isEmpty()) {
            narrowing.and(
                    BY_TERM,
                    criteria.observables().stream().map(Terms::observable).toList());
        }
        if (!criteria.productIds().isEmpty()) {
            narrowing.and(
                    BY_TERM, criteria.productIds().stream().map(Terms::product).toList());
        }
        return narrowing.first(
                jdbc, "s.*", "response.signal s", "s.first_seen_at desc, s.id desc", limit, this::signal);
    }

    /** What a list of signals is narrowed to. */
    record Filter(
            @Nullable String source,
            @Nullable String findingType,
            @Nullable String technique,
            @Nullable String product,
            @Nullable String observable,
            @Nullable String actor,
            @Nullable String disposition,
            @Nullable String incident,
            @Nullable Long suppression,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** A signal with what became of it. */
    record Taken(
            Signal signal,
            String disposition,
            String incident,
            long sightings,
            Instant lastSeenAt,
            String lastActivity,
            String receivedFrom,
            String format,
            @Nullable String rule,
            int ruleVersion,
            int revision,
            @Nullable Instant closedAt,
            @Nullable Long suppressionId) {

        private Taken of(String otherIncident) {
            return new Taken(
                    signal,
                    disposition,
                    otherIncident,
                    sightings,
                    lastSeenAt,
                    lastActivity,
                    receivedFrom,
                    format,
                    rule,
                    ruleVersion,
                    revision,
                    closedAt,
                    suppressionId);
        }
    }

    Page<Taken> page(Filter filter, PageRequest asked) {
        Narrowing narrowing = visible(restrictions, "s.id")
                .with("s.source = ?", filter.source())
                .with("lower(s.finding_type) = ?", folded(filter.findingType()))
                .with(BY_TERM, term(filter.technique(), Terms::technique))
                .with(BY_TERM, term(filter.product(), Terms::product))
                .with(BY_TERM, term(filter.observable(), Terms::observable))
                .with(BY_TERM, term(filter.actor(), Terms::actor))
                .with("g.disposition = ?", filter.disposition())
                .with("g.suppression_id = ?", filter.suppression())
                .with(
                        "s.id in (select o.id from response.signal_register o where o.incident = ? union all"
                                + " select l.signal_id from response.incident_signal l"
                                + " join response.incident i on i.id = l.incident_id where i.number = ?)",
                        filter.incident(),
                        filter.incident())
                .with("s.received_at >= ?", filter.from())
                .with("s.received_at < ?", filter.to());
        boolean ofTheRegister = filter.disposition() != null || filter.suppression() != null;
        Page<Taken> found = narrowing.pageUpTo(
                MOST_COUNTED,
                jdbc,
                planning,
                TAKEN,
                "s",
                ofTheRegister ? WITH_REGISTER : "response.signal s",
                "join response.signal_register g on g.id = s.id",
                "s.received_at desc, s.id desc",
                asked,
                this::takenSignal);
        return found.map(naming(found.items()));
    }

    /** Leaves out signals of incidents that the person asking may not know of. */
    static Narrowing visible(Restrictions restrictions, String signalId) {
        return restrictions.hideThrough(new Narrowing(), OF_AN_INCIDENT, BY_SIGNAL.formatted(signalId));
    }

    /** A signal may name an incident that it is not linked to any more. */
    private UnaryOperator<Taken> naming(List<Taken> found) {
        Map<String, String> hidden = restrictions.hiddenNames(
                found.stream().map(Taken::incident).distinct().toList());
        return taken -> hidden.containsKey(taken.incident()) ? taken.of(hidden.get(taken.incident())) : taken;
    }

    private static @Nullable List<String> term(@Nullable String wanted, Function<String, String> term) {
        return wanted == null ? null : List.of(term.apply(wanted));
    }

    Optional<Taken> taken(long id) {
        if (!restrictions.visible(
                "r.incident_id in (select l.incident_id from response.incident_signal l where l.signal_id = ?)", id)) {
            return Optional.empty();
        }
        return jdbc.sql("select " + TAKEN + " from " + WITH_REGISTER + " where g.id = ?")
                .param(id)
                .query(this::takenSignal)
                .optional()
                .map(taken -> naming(List.of(taken)).apply(taken));
    }

    /**
     * What a signal said before its source said something else.
     *
     * @param change {@code updated} or {@code closed}: what the source did next
     */
    record Revision(
            int revision, String title, String findingType, int severityId, String change, Instant replacedAt) {}

    /** @return what a signal said before, oldest first */
    List<Revision> revisions(long id) {
        return jdbc.sql("select * from response.signal_revision where id = ? order by revision")
                .param(id)
                .query((row, n) -> new Revision(
                        row.getInt("revision"),
                        row.getString("title"),
                        row.getString("finding_type"),
                        row.getInt("severity_id"),
                        row.getString("change").toLowerCase(Locale.ROOT),
                        row.getTimestamp("replaced_at").toInstant()))
                .list();
    }

    /** @return the finding exactly as it came */
    Optional<String> body(long id) {
        return jdbc.sql("select s.body from " + WITH_REGISTER + " where g.id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    private Taken takenSignal(ResultSet row, int number) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new Taken(
                signal(row, number),
                Objects.requireNonNullElse(row.getString("disposition"), ""),
                Objects.requireNonNullElse(row.getString("incident"), ""),
                row.getLong("sightings"),
                row.getTimestamp("last_seen_at").toInstant(),
                row.getString("last_activity"),
                row.getString("received_from"),
                row.getString("format"),
                row.getString("rule"),
                row.getInt("rule_version"),
                row.getInt("revision"),
                closed == null ? null : closed.toInstant(),
                row.getObject("suppression_id", Long.class));
    }

    private Signal signal(ResultSet row, int number) throws SQLException {
        return new Signal(
                row.getLong("id"),
                row.getString("source"),
                row.getString("external_id"),
                row.getString("title"),
                Objects.requireNonNullElse(row.getString("description"), ""),
                row.getString("finding_type"),
                row.getInt("severity_id"),
                texts(row, "techniques"),
                texts(row, "resources"),
                texts(row, "product_ids"),
                observables(row.getString("observables")),
                texts(row, "actors"),
                row.getString("correlation_key"),
                row.getString("tlp"),
                texts(row, "markings"),
                row.getString("activity").equals(Finding.Activity.CLOSE.name()),
                row.getTimestamp("first_seen_at").toInstant(),
                row.getTimestamp("received_at").toInstant());
    }

    private List<Observable> observables(String text) {
        try {
            return json.readValue(text, OBSERVABLES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored observables can't be read", e);
        }
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable String folded(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** A technique stands for its sub-techniques as well. */
    private static void techniques(Narrowing narrowing, Collection<String> techniques) {
        if (!techniques.isEmpty()) {
            narrowing.and(BY_TERM, techniques.stream().map(Terms::technique).toList());
        }
    }
}
