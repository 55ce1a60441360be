package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The team of a restricted incident, and those who need to know of it for a while. Every change is told to the audit log. */
@Component
public class Clearances {

    private final Restrictions restrictions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    Clearances(Restrictions restrictions, JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.restrictions = restrictions;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who may know of the incident now, the team first. */
    public List<Clearance> of(long incidentId) {
        return jdbc.sql("select * from response.clearance where incident_id = ? and revoked_at is null"
                        + " and (until is null or until > ?) order by kind desc, person")
                .param(incidentId)
                .param(now())
                .query((row, n) -> {
                    Timestamp until = row.getTimestamp("until");
                    return new Clearance(
                            row.getString("person"),
                            Clearance.Kind.valueOf(row.getString("kind")),
                            row.getString("reason"),
                            row.getString("granted_by"),
                            row.getTimestamp("granted_at").toInstant(),
                            until == null ? null : until.toInstant());
                })
                .list();
    }

    public boolean onTeam(String person, long incidentId) {
        return jdbc.sql("select count(*) > 0 from response.clearance where person = ? and incident_id = ?"
                        + " and kind = 'TEAM' and revoked_at is null")
                .param(person)
                .param(incidentId)
                .query(Boolean.class)
                .single();
    }

    /** Puts somebody on the team; nothing happens when they are on it, or when everybody may know of the incident. */
    @Transactional
    public void join(long incidentId, String person, String reason, String actor) {
        restrictions.codeName(incidentId).ifPresent(codeName -> {
            int joined = jdbc.sql(
                            "insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at)"
                                    + " values (?, ?, 'TEAM', ?, ?, ?)"
                                    + " on conflict (person, incident_id, kind) where revoked_at is null do nothing")
                    .params(incidentId, person, reason, actor, now())
                    .update();
            if (joined > 0) {
                tell(incidentId, "joined-team", actor, codeName, person + " joins the team of " + codeName);
            }
        });
    }

    /** @return whether the person was on the team */
    @Transactional
    public boolean leave(long incidentId, String person, String actor) {
        return end(incidentId, person, Clearance.Kind.TEAM, "left-team", "is off the team of", actor);
    }

    /** Lets somebody read for a while; what they had been granted before ends. */
    @Transactional
    public void grantNeedToKnow(long incidentId, String person, String reason, Instant until, String actor) {
        restrictions.codeName(incidentId).ifPresent(codeName -> {
            close(incidentId, person, Clearance.Kind.NEED_TO_KNOW, actor);
            jdbc.sql("insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at, until)"
                            + " values (?, ?, 'NEED_TO_KNOW', ?, ?, ?, ?)")
                    .params(incidentId, person, reason, actor, now(), until.atOffset(ZoneOffset.UTC))
                    .update();
            tell(
                    incidentId,
                    "need-to-know-granted",
                    actor,
                    codeName,
                    "%s may read %s until %s".formatted(person, codeName, until));
        });
    }

    /** @return whether the person had been granted it */
    @Transactional
    public boolean revokeNeedToKnow(long incidentId, String person, String actor) {
        return end(
                incidentId, person, Clearance.Kind.NEED_TO_KNOW, "need-to-know-revoked", "may no longer read", actor);
    }

    /** Ends them all, as when the restriction is lifted. */
    void endAll(long incidentId, String actor) {
        jdbc.sql(
                        "update response.clearance set revoked_at = ?, revoked_by = ? where incident_id = ? and revoked_at is null")
                .params(now(), actor, incidentId)
                .update();
    }

    private boolean end(long incidentId, String person, Clearance.Kind kind, String event, String words, String actor) {
        boolean ended = close(incidentId, person, kind, actor) > 0;
        if (ended) {
            restrictions
                    .codeName(incidentId)
                    .ifPresent(codeName ->
                            tell(incidentId, event, actor, codeName, "%s %s %s".formatted(person, words, codeName)));
        }
        return ended;
    }

    private int close(long incidentId, String person, Clearance.Kind kind, String actor) {
        return jdbc.sql("update response.clearance set revoked_at = ?, revoked_by = ?"
                        + " where incident_id = ? and person = ? and kind = ? and revoked_at is null")
                .params(now(), actor, incidentId, person, kind.name())
                .update();
    }

    private void tell(long incidentId, String kind, String actor, String codeName, String text) {
        audit.append(new AuditEvent(Category.RESTRICTED, kind, actor, codeName, text).ofIncident(incidentId));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
