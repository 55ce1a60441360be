package io.github.integratedresponse.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which incidents are open and what they are about. That they open, reopen, close and are merged is kept by triggers, since many steps
 * do it; what their signals are about is kept by the steps that link signals, which know it without asking.
 */
@Component
class OpenIncidents {

    /** A technique that is common on a large product may stand in hundreds of open incidents; the latest few are asked about. */
    private static final int MOST_OF_A_KEY = 5;

    private final JdbcClient jdbc;

    OpenIncidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An open incident that has a key. */
    record Found(String key, OpenIncident incident) {}

    /** A key that an incident is to have. */
    record Learnt(long incidentId, String key) {}

    /** @return the latest opened incidents that are open and have one of the keys, newest first for each */
    List<Found> about(Collection<String> keys) {
        return jdbc.sql("select k.key, i.id, i.number, i.stage, i.severity, f.latest_at from unnest(?::text[]) k (key)"
                        + " cross join lateral (select o.incident_id, o.latest_at from response.incident_key n"
                        + " join response.open_incident o on o.incident_id = n.incident_id where n.key = k.key"
                        + " order by n.incident_id desc limit ?) f join response.incident i on i.id = f.incident_id"
                        + " order by f.incident_id desc")
                .param(keys.toArray(String[]::new))
                .param(MOST_OF_A_KEY)
                .query((row, n) -> new Found(row.getString("key"), incident(row)))
                .list();
    }

    /**
     * Keeps incidents open until the transaction ends, one after the other in the order of their ids, so that two who want several wait
     * for each other and no more.
     *
     * @return the ids of those that were open still
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<Long> hold(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("select id from response.incident where id = any(?) and stage <> 'CLOSED'"
                        + " and merged_into_id is null order by id for no key update")
                .param(ids.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /**
     * Waits until whoever opens incidents for signals has committed, so that what they opened is seen. The numbers of incidents make
     * them wait for each other anyway, a moment later.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void oneOpensAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('integrated-response opening')) is null")
                .query(Boolean.class)
                .single();
    }

    /** @return the keys that the incidents did not have yet */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Long, Set<String>> learn(Collection<Learnt> keys) {
        Map<Long, Set<String>> added = new HashMap<>();
        // in one order, so that two who add the same wait for each other and no more
        jdbc.sql("insert into response.incident_key (key, incident_id) select distinct k.key, k.incident_id"
                        + " from unnest(?::text[], ?::bigint[]) k (key, incident_id) order by 2, 1"
                        + " on conflict do nothing returning key, incident_id")
                .param(keys.stream().map(Learnt::key).toArray(String[]::new))
                .param(keys.stream().map(Learnt::incidentId).toArray(Long[]::new))
                .query((row, n) -> added.computeIfAbsent(row.getLong("incident_id"), id -> new HashSet<>())
                        .add(row.getString("key")))
                .list();
        return added;
    }

    /** An incident learns what its record says, as after taking signals over or losing one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void learnAnew(long incidentId) {
        jdbc.sql("delete from response.incident_key where incident_id = ?"
                        + " and key not in (select response.keys_of_incident(?))")
                .param(incidentId)
                .param(incidentId)
                .update();
        jdbc.sql("insert into response.incident_key (key, incident_id) select key, o.incident_id"
                        + " from response.open_incident o cross join lateral response.keys_of_incident(o.incident_id) key"
                        + " where o.incident_id = ? order by 1 on conflict do nothing")
                .param(incidentId)
                .update();
    }

    /** The one goes on with what the other was about, even where the other had no signal. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeOver(long fromId, long intoId) {
        jdbc.sql("insert into response.incident_key (key, incident_id) select key, o.incident_id"
                        + " from response.open_incident o cross join lateral response.keys_of_incident(?) key"
                        + " where o.incident_id = ? order by 1 on conflict do nothing")
                .param(fromId)
                .param(intoId)
                .update();
    }

    /** Something about them was seen at these times. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void seen(Map<Long, Instant> latest) {
        List<Long> ids = new ArrayList<>(latest.keySet());
        jdbc.sql("update response.open_incident o set latest_at = s.at"
                        + " from unnest(?::bigint[], ?::text[]::timestamptz[]) s (incident_id, at)"
                        // a window is counted in hours
                        + " where o.incident_id = s.incident_id and o.latest_at < s.at - interval '1 minute'")
                .param(ids.toArray(Long[]::new))
                .param(ids.stream().map(id -> String.valueOf(latest.get(id))).toArray(String[]::new))
                .update();
    }

    private static OpenIncident incident(ResultSet row) throws SQLException {
        return new OpenIncident(
                row.getLong("id"),
                row.getString("number"),
                Stage.valueOf(row.getString("stage")),
                Severity.valueOf(row.getString("severity")),
                row.getTimestamp("latest_at").toInstant());
    }
}
