package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps an incident to its team, and gives it back to everybody. */
@Component
public class Restricting {

    private static final int TRIES = 20;

    private final CodeNames codeNames = new CodeNames();
    private final Restrictions restrictions;
    private final Clearances clearances;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    Restricting(Restrictions restrictions, Clearances clearances, JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.restrictions = restrictions;
        this.clearances = clearances;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** How the incident is kept to its team now, if it is. */
    public Optional<Restriction> of(long incidentId) {
        return jdbc.sql("select * from response.restriction where incident_id = ? and lifted_at is null")
                .param(incidentId)
                .query((row, n) -> new Restriction(
                        row.getString("code_name"),
                        Restriction.Cause.valueOf(row.getString("cause")),
                        row.getString("reason"),
                        row.getTimestamp("since").toInstant(),
                        row.getString("marked_by")))
                .optional();
    }

    /**
     * Keeps the incident to these people from the commit of the running transaction on; nothing happens when it is kept already.
     *
     * @param businessKey the business key of its processes
     */
    @Transactional
    public void restrict(
            long incidentId,
            String businessKey,
            Restriction.Cause cause,
            String reason,
            Collection<String> team,
            String actor) {
        if (restrictions.restricted(incidentId)) {
            return;
        }
        String codeName = mark(incidentId, businessKey, cause, reason, actor);
        audit.append(new AuditEvent(
                        Category.RESTRICTED, "restricted", actor, codeName, codeName + " is kept to its team: " + cause)
                .ofIncident(incidentId));
        team.forEach(person -> clearances.join(incidentId, person, "first team", actor));
    }

    /** @return whether it was kept to its team until now */
    @Transactional
    public boolean lift(long incidentId, String reason, String actor) {
        Optional<Restriction> standing = of(incidentId);
        standing.ifPresent(restriction -> {
            jdbc.sql("update response.restriction set lifted_at = ?, lifted_by = ?, lift_reason = ?"
                            + " where incident_id = ? and lifted_at is null")
                    .params(now(), actor, reason, incidentId)
                    .update();
            clearances.endAll(incidentId, actor);
            audit.append(new AuditEvent(
                            Category.RESTRICTED,
                            "restriction-lifted",
                            actor,
                            restriction.codeName(),
                            restriction.codeName() + " is no longer kept to its team")
                    .ofIncident(incidentId));
        });
        return standing.isPresent();
    }

    private String mark(long incidentId, String businessKey, Restriction.Cause cause, String reason, String actor) {
        for (int n = 0; n < TRIES; n++) {
            String codeName = codeNames.next();
            int marked = jdbc.sql("insert into response.restriction"
                            + " (incident_id, business_key, code_name, cause, reason, since, marked_by)"
                            + " values (?, ?, ?, ?, ?, ?, ?) on conflict (code_name) do nothing")
                    .params(incidentId, businessKey, codeName, cause.name(), reason, now(), actor)
                    .update();
            if (marked > 0) {
                return codeName;
            }
        }
        throw new IllegalStateException("No code name is free");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
