package io.github.integratedresponse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What hunts came upon, and what people made of it. */
@Component
class Variants {

    private static final String SELECT =
            "select v.id, v.signal_id, v.product_id, v.matched_on, v.state, v.reason, v.decided_by,"
                    + " coalesce(s.title, p.name) as what,"
                    + " case when s.id is null then 'Product of ' || p.division || ', owned by ' || p.owner"
                    + " else s.source || ': ' || array_to_string(s.resources, ', ') end as detail,"
                    + " coalesce((select number from response.incident where id = v.incident_id),"
                    + " (select i.number from response.incident_signal l join response.incident i on i.id = l.incident_id"
                    + " where l.signal_id = v.signal_id order by l.linked_at desc, i.id desc limit 1)) as known_incident"
                    + " from response.variant v left join response.signal s on s.id = v.signal_id"
                    + " left join response.product p on p.id = v.product_id ";

    /** What has become a restricted incident is no business of another incident's hunt any more. */
    private static final String KNOWN =
            " and (not exists (select 1 from response.restriction r where r.lifted_at is null"
                    + " and (r.incident_id = v.incident_id or r.incident_id in (select l.incident_id from response.incident_signal l"
                    + " where l.signal_id = v.signal_id))) or exists (select 1 from response.restriction own"
                    + " join response.variant_hunt hunting on hunting.incident_id = own.incident_id"
                    + " where hunting.id = v.hunt_id and own.lifted_at is null)) ";

    private final JdbcClient jdbc;
    private final Clock clock;

    Variants(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Variant> ofHunt(long huntId) {
        return jdbc.sql(SELECT + "where v.hunt_id = ?" + KNOWN + "order by v.id")
                .param(huntId)
                .query(Variants::variant)
                .list();
    }

    /** @return those that nobody has decided about */
    List<Variant> candidates(long huntId) {
        return jdbc.sql(SELECT + "where v.hunt_id = ? and v.state = 'CANDIDATE'" + KNOWN + "order by v.id")
                .param(huntId)
                .query(Variants::variant)
                .list();
    }

    /** @return those that were confirmed and have no incident yet */
    List<Variant> confirmedWithoutIncident(long huntId) {
        return jdbc.sql(SELECT
                        + "where v.hunt_id = ? and v.state = 'CONFIRMED' and v.incident_id is null" + KNOWN
                        + "order by v.id")
                .param(huntId)
                .query(Variants::variant)
                .list();
    }

    /** @return variants of an incident that became incidents or are handled by one, as (what, number of the incident) */
    List<Variant> confirmedOf(long incidentId) {
        return jdbc.sql(SELECT + "join response.variant_hunt h on h.id = v.hunt_id where h.incident_id = ?"
                        + " and v.state = 'CONFIRMED'" + KNOWN + "order by v.id")
                .param(incidentId)
                .query(Variants::variant)
                .list();
    }

    /** Forgets what an earlier pattern found and nobody decided about. */
    @Transactional
    void forgetCandidates(long huntId) {
        jdbc.sql("delete from response.variant where hunt_id = ? and state = 'CANDIDATE'")
                .param(huntId)
                .update();
    }

    /** Adds a candidate, unless the hunt came upon it before. */
    @Transactional
    void add(long huntId, @Nullable Long signalId, @Nullable String productId, String matchedOn) {
        jdbc.sql("insert into response.variant (hunt_id, signal_id, product_id, matched_on) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .param(huntId)
                .param(signalId)
                .param(productId)
                .param(matchedOn)
                .update();
    }

    @Transactional
    void decide(long id, Variant.State state, String reason, String actor) {
        jdbc.sql("update response.variant set state = ?, reason = ?, decided_by = ?, decided_at = ? where id = ?")
                .param(state.name())
                .param(reason)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    @Transactional
    void became(long id, long incidentId) {
        jdbc.sql("update response.variant set incident_id = ? where id = ?")
                .param(incidentId)
                .param(id)
                .update();
    }

    private static Variant variant(ResultSet row, int n) throws SQLException {
        return new Variant(
                row.getLong("id"),
                row.getObject("signal_id", Long.class),
                row.getString("product_id"),
                row.getString("what"),
                row.getString("detail"),
                row.getString("matched_on"),
                Variant.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("decided_by"),
                row.getString("known_incident"));
    }
}
