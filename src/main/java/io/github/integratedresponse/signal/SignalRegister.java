package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.format.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which signals there are, each once, and what became of them. */
@Component
class SignalRegister {

    private final JdbcClient jdbc;

    SignalRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What tells one signal from another. */
    record Key(String source, String externalId) implements Comparable<Key> {

        static Key of(Finding finding) {
            return new Key(finding.source(), finding.externalId());
        }

        @Override
        public int compareTo(Key other) {
            int sources = source.compareTo(other.source);
            return sources == 0 ? externalId.compareTo(other.externalId) : sources;
        }
    }

    /**
     * Enters those that are not known. Whoever enters the same one at this moment is waited for.
     *
     * @param candidates no two of them with the same key
     * @return the ids of those that were entered
     */
    Map<Key, Long> enter(List<Incoming> candidates, OffsetDateTime now) {
        Map<Key, Long> entered = new TreeMap<>();
        jdbc.sql(
                        "insert into response.signal_register (source, external_id, alias, received_at, last_seen_at, last_activity,"
                                + " reported_at, digest, closed_at)"
                                + " select c.source, c.external_id, c.alias, ?, ?, c.activity, c.reported_at::timestamptz,"
                                + " c.digest, case when c.activity = 'CLOSE' then ?::timestamptz end"
                                + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])"
                                + " c(source, external_id, alias, activity, reported_at, digest)"
                                + " on conflict do nothing returning id, source, external_id")
                .param(now)
                .param(now)
                .param(now)
                .param(texts(candidates, Finding::source))
                .param(texts(candidates, Finding::externalId))
                .param(texts(candidates, Finding::alias))
                .param(texts(candidates, finding -> finding.activity().name()))
                .param(texts(candidates, finding -> text(finding.reportedAt())))
                .param(candidates.stream().map(one -> one.finding().digest()).toArray(Long[]::new))
                .query(row -> {
                    entered.put(new Key(row.getString("source"), row.getString("external_id")), row.getLong("id"));
                });
        return entered;
    }

    /**
     * Locks what the register has of findings, always in the order of their ids.
     *
     * @param which of the incoming
     */
    Map<Integer, KnownSignal> known(List<Integer> which, List<Incoming> incoming) {
        Map<Long, KnownSignal> byId = new HashMap<>();
        Map<Integer, KnownSignal> known = new HashMap<>();
        lookUp(which, incoming, "external_id", Finding::externalId, byId, known);
        List<Integer> byAlias = new ArrayList<>(which);
        byAlias.removeAll(known.keySet());
        if (!byAlias.isEmpty()) {
            lookUp(byAlias, incoming, "alias", Finding::alias, byId, known);
        }
        return known;
    }

    private void lookUp(
            List<Integer> which,
            List<Incoming> incoming,
            String column,
            Function<Finding, @Nullable String> name,
            Map<Long, KnownSignal> byId,
            Map<Integer, KnownSignal> known) {
        List<Incoming> asked = which.stream().map(incoming::get).toList();
        jdbc.sql("select c.n, r.* from unnest(?::int[], ?::text[], ?::text[]) c(n, source, name)"
                        + " join response.signal_register r on r.source = c.source and r." + column + " = c.name"
                        + " order by r.id for update of r")
                .param(which.toArray(Integer[]::new))
                .param(texts(asked, Finding::source))
                .param(texts(asked, name))
                .query(row -> {
                    KnownSignal signal = byId.get(row.getLong("id"));
                    if (signal == null) {
                        signal = known(row);
                        byId.put(signal.id(), signal);
                    }
                    known.put(row.getInt("n"), signal);
                });
    }

    private static KnownSignal known(ResultSet row) throws SQLException {
        Timestamp reported = row.getTimestamp("reported_at");
        return new KnownSignal(
                row.getLong("id"),
                row.getString("incident"),
                row.getObject("digest", Long.class),
                reported == null ? null : reported.toInstant(),
                row.getTimestamp("closed_at") != null,
                Finding.Activity.valueOf(row.getString("last_activity")));
    }

    /** Counts a change of what a signal says. @return the number of the change */
    int changed(long id) {
        return jdbc.sql("update response.signal_register set revision = revision + 1 where id = ? returning revision")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Writes what was seen of signals whose rows are locked. */
    void note(Collection<KnownSignal> seen, OffsetDateTime now) {
        List<KnownSignal> signals = List.copyOf(seen);
        jdbc.sql("update response.signal_register r set sightings = r.sightings + k.sightings, last_seen_at = ?,"
                        + " last_activity = k.activity, reported_at = k.reported_at::timestamptz, digest = k.digest,"
                        + " closed_at = case when k.closed then coalesce(r.closed_at, ?::timestamptz) end"
                        + " from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::boolean[])"
                        + " k(id, sightings, activity, reported_at, digest, closed) where r.id = k.id")
                .param(now)
                .param(now)
                .param(signals.stream().map(KnownSignal::id).toArray(Long[]::new))
                .param(signals.stream().map(KnownSignal::sightings).toArray(Long[]::new))
                .param(signals.stream().map(one -> one.lastActivity().name()).toArray(String[]::new))
                .param(signals.stream().map(one -> text(one.reportedAt())).toArray(String[]::new))
                .param(signals.stream().map(KnownSignal::digest).toArray(Long[]::new))
                .param(signals.stream().map(KnownSignal::closed).toArray(Boolean[]::new))
                .update();
    }

    /**
     * A signal that something is to be done about.
     *
     * @param quiet somebody kept it quiet, and its source has not closed it
     * @param kept it is kept to be looked for, which may change with what it says
     * @param revision how often it changed
     * @param told up to which change its incident was told
     */
    record Pending(long id, boolean waiting, boolean quiet, boolean kept, boolean placed, int revision, int told) {

        /** What was kept quiet and says something else now may be so loud that it is heard. */
        boolean unplaced() {
            return waiting || quiet;
        }
    }

    /** Locks those of these signals that wait to be placed, or that changed since their incident was told. */
    List<Pending> pending(Collection<Long> ids) {
        return jdbc.sql(
                        "select id, disposition, closed_at, revision, told from response.signal_register where id = any(?)"
                                + " and (disposition = 'WAITING' or told < revision) order by id for update")
                .param(ids.toArray(Long[]::new))
                .query(SignalRegister::pending)
                .list();
    }

    private static Pending pending(ResultSet row, int n) throws SQLException {
        return new Pending(
                row.getLong("id"),
                row.getString("disposition").equals("WAITING"),
                row.getString("disposition").matches("SNOOZED|SUPPRESSED") && row.getTimestamp("closed_at") == null,
                row.getString("disposition").equals("KEPT"),
                row.getString("disposition").matches("OPENED|ATTACHED|KEPT"),
                row.getInt("revision"),
                row.getInt("told"));
    }

    /** @param outcomes by the id of the signal */
    void placed(Map<Long, SignalTriage.Outcome> outcomes, OffsetDateTime now) {
        List<Long> ids = List.copyOf(outcomes.keySet());
        List<SignalTriage.Outcome> of =
                ids.stream().map(id -> Objects.requireNonNull(outcomes.get(id))).toList();
        jdbc.sql(
                        "update response.signal_register r set disposition = o.disposition, incident = o.incident, rule = o.rule,"
                                + " rule_version = o.version, placed_at = ?, told = r.revision"
                                + " from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[])"
                                + " o(id, disposition, incident, rule, version) where r.id = o.id")
                .param(now)
                .param(ids.toArray(Long[]::new))
                .param(of.stream().map(one -> one.disposition().name()).toArray(String[]::new))
                .param(of.stream().map(SignalTriage.Outcome::incident).toArray(String[]::new))
                .param(of.stream().map(SignalTriage.Outcome::rule).toArray(String[]::new))
                .param(of.stream().map(SignalTriage.Outcome::version).toArray(Integer[]::new))
                .update();
    }

    /** @param quiet by the id of the signal */
    void quieted(Map<Long, Suppression> quiet, OffsetDateTime now) {
        if (quiet.isEmpty()) {
            return;
        }
        List<Long> ids = List.copyOf(quiet.keySet());
        List<Suppression> by =
                ids.stream().map(id -> Objects.requireNonNull(quiet.get(id))).toList();
        jdbc.sql(
                        "update response.signal_register r set disposition = q.disposition, suppression_id = q.suppression,"
                                + " rule = 'suppression ' || q.suppression, rule_version = 0, placed_at = ?, told = r.revision"
                                + " from unnest(?::bigint[], ?::text[], ?::bigint[]) q(id, disposition, suppression) where r.id = q.id")
                .param(now)
                .param(ids.toArray(Long[]::new))
                .param(by.stream().map(one -> one.kind().disposition()).toArray(String[]::new))
                .param(by.stream().map(Suppression::id).toArray(Long[]::new))
                .update();
    }

    void told(long id, int revision) {
        jdbc.sql("update response.signal_register set told = ? where id = ?")
                .param(revision)
                .param(id)
                .update();
    }

    private static String[] texts(List<Incoming> incoming, Function<Finding, @Nullable String> of) {
        return incoming.stream().map(one -> of.apply(one.finding())).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
