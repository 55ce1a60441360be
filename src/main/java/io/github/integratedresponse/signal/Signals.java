package io.github.integratedresponse.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signals that were taken in. */
@Component
public class Signals {

    private static final TypeReference<List<Observable>> OBSERVABLES = new TypeReference<>() {};

    private static final String RESTRICTED =
            "r.incident_id in (select l.incident_id from response.incident_signal l" + " where l.signal_id = %s)";

    private static final String OF_A_PRODUCT = "s.product_ids && ?::text[]";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Restrictions restrictions;

    Signals(JdbcClient jdbc, ObjectMapper json, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.json = json;
        this.restrictions = restrictions;
    }

    public Optional<Signal> byId(long id) {
        return jdbc.sql("select * from response.signal where id = ?")
                .param(id)
                .query(this::signal)
                .optional();
    }

    /** @return the signals linked to an incident, oldest first */
    public List<Signal> ofIncident(long incidentId) {
        return jdbc.sql("select s.* from response.signal s join response.incident_signal l on l.signal_id = s.id"
                        + " where l.incident_id = ? order by s.first_seen_at, s.id")
                .param(incidentId)
                .query(this::signal)
                .list();
    }

    /** @return one page of the signals linked to an incident, latest first */
    public Page<Signal> ofIncident(long incidentId, PageRequest asked) {
        return new Narrowing()
                .and("l.incident_id = ?", incidentId)
                .page(
                        jdbc,
                        "s.*",
                        "response.signal s join response.incident_signal l on l.signal_id = s.id",
                        "s.first_seen_at desc, s.id desc",
                        asked,
                        this::signal);
    }

    /** @return every ATT&amp;CK technique that the signals of an incident name */
    public List<String> techniquesOf(long incidentId) {
        return jdbc.sql("select distinct t from response.incident_signal l join response.signal s on s.id = l.signal_id"
                        + " cross join unnest(s.techniques) t where l.incident_id = ? order by t")
                .param(incidentId)
                .query(String.class)
                .list();
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
                        + " from response.incident_signal l join response.signal s on s.id = l.signal_id"
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
                .and("not exists (select 1 from response.restriction r where r.lifted_at is null and "
                        + RESTRICTED.formatted("s.id") + ")")
                .with("lower(s.finding_type) = ?", folded(criteria.findingType()))
                .with(
                        "exists (select 1 from unnest(s.resources) r where strpos(lower(r), ?) > 0)",
                        folded(criteria.resource()))
                .with("s.first_seen_at >= ?", criteria.from())
                .with("s.first_seen_at < ?", criteria.until());
        techniques(narrowing, criteria.techniques());
        if (!criteria.observables().isEmpty()) {
            // one condition for each, because the index can't answer "any of"
            narrowing.and(
                    criteria.observables().stream()
                            .map(value -> "s.observables @> ?::jsonb")
                            .collect(Collectors.joining(" or ")),
                    criteria.observables().stream()
                            .map(value -> written(List.of(Map.of("value", value))))
                            .toArray());
        }
        if (!criteria.productIds().isEmpty()) {
            narrowing.and(OF_A_PRODUCT, criteria.productIds());
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
            @Nullable String incident,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** A signal with what became of it. */
    record Taken(
            Signal signal,
            String disposition,
            String incident,
            int sightings,
            Instant lastSeenAt,
            String lastActivity,
            String receivedFrom,
            String format) {}

    Page<Taken> page(Filter filter, PageRequest asked) {
        Narrowing narrowing = restrictions
                .hideWhere(new Narrowing(), RESTRICTED.formatted("s.id"))
                .with("s.source = ?", filter.source())
                .with("lower(s.finding_type) = ?", folded(filter.findingType()))
                .with(OF_A_PRODUCT, filter.product() == null ? null : List.of(filter.product()))
                .with(
                        "s.incident = ? or exists (select 1 from response.incident_signal l"
                                + " join response.incident i on i.id = l.incident_id where l.signal_id = s.id and i.number = ?)",
                        filter.incident(),
                        filter.incident())
                .with("s.received_at >= ?", filter.from())
                .with("s.received_at < ?", filter.to());
        if (filter.technique() != null) {
            techniques(narrowing, List.of(filter.technique()));
        }
        return narrowing.page(
                jdbc, "s.*", "response.signal s", "s.received_at desc, s.id desc", asked, this::takenSignal);
    }

    Optional<Taken> taken(long id) {
        return restrictions.visible(RESTRICTED.formatted("?"), id)
                ? jdbc.sql("select s.* from response.signal s where s.id = ?")
                        .param(id)
                        .query(this::takenSignal)
                        .optional()
                : Optional.empty();
    }

    /** @return the finding exactly as it came */
    Optional<String> body(long id) {
        return jdbc.sql("select body::text from response.signal where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Taken takenSignal(ResultSet row, int number) throws SQLException {
        return new Taken(
                signal(row, number),
                Objects.requireNonNullElse(row.getString("disposition"), ""),
                Objects.requireNonNullElse(restrictions.nameByKey(row.getString("incident")), ""),
                row.getInt("sightings"),
                row.getTimestamp("last_seen_at").toInstant(),
                row.getString("last_activity"),
                row.getString("received_from"),
                row.getString("format"));
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
                row.getString("correlation_key"),
                row.getString("tlp"),
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

    /** A technique stands for its sub-techniques as well; where all are sub-techniques, an index answers. */
    private static void techniques(Narrowing narrowing, Collection<String> techniques) {
        if (techniques.isEmpty()) {
            return;
        }
        List<String> ids = techniques.stream()
                .map(id -> id.strip().toUpperCase(Locale.ROOT))
                .toList();
        if (ids.stream().allMatch(id -> id.matches(".*\\.\\d{3}"))) {
            narrowing.and("s.techniques && ?::text[]", ids);
        } else {
            narrowing.and(
                    "exists (select 1 from unnest(s.techniques) t"
                            + " where t = any(?::text[]) or regexp_replace(t, '\\.\\d{3}$', '') = any(?::text[]))",
                    ids, ids);
        }
    }
}
