package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Restricts incidents and lifts restrictions, and says who belongs to the few who may know. */
@Component
public class Restricting {

    /** Why an incident is restricted. */
    public enum Ground {
        TLP_RED,
        CONFIDENTIAL
    }

    /** No step of the platform lasts longer, so what was on its way by then has arrived. */
    private static final List<Duration> SWEPT_AGAIN_AFTER = List.of(Duration.ofSeconds(5), Duration.ofMinutes(2));

    private final CodeNames codeNames = new CodeNames();
    private final Restrictions restrictions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final SweepInstances instances;
    private final ProcessEngine engine;
    private final Clock clock;

    Restricting(
            Restrictions restrictions,
            JdbcClient jdbc,
            AuditLog audit,
            SweepInstances instances,
            @Lazy ProcessEngine engine,
            Clock clock) {
        this.restrictions = restrictions;
        this.jdbc = jdbc;
        this.audit = audit;
        this.instances = instances;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * From the end of the caller's transaction on, only the team may know of the incident. One that is restricted stays as it is.
     *
     * @return whether it was open to everybody before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean restrict(long incidentId, String businessKey, Ground ground, String reason, String by) {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (restrictAs(codeNames.next(), incidentId, businessKey, ground, reason, by)) {
                sweepWhenDone(businessKey);
                tell(incidentId, "restricted", by, "Kept to its team: " + ground);
                return true;
            }
            if (restrictions.restricted(incidentId)) {
                return false;
            }
        }
        throw new IllegalStateException("No code name is left");
    }

    private boolean restrictAs(
            String codeName, long incidentId, String businessKey, Ground ground, String reason, String by) {
        return jdbc.sql("insert into response.restriction (incident_id, business_key, code_name, ground, reason, since,"
                                + " marked_by) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(incidentId)
                        .param(businessKey)
                        .param(codeName)
                        .param(ground.name())
                        .param(reason)
                        .param(now())
                        .param(by)
                        .update()
                == 1;
    }

    /** @return whether it was restricted */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lift(long incidentId, String reason, String by) {
        tell(incidentId, "restriction-lifted", by, "No longer kept to its team");
        Optional<String> key = jdbc.sql("update response.restriction set lifted_at = ?, lifted_by = ?, lift_reason = ?"
                        + " where incident_id = ? and lifted_at is null returning business_key")
                .param(now())
                .param(by)
                .param(reason)
                .param(incidentId)
                .query(String.class)
                .optional();
        key.ifPresent(this::sweepWhenDone);
        return key.isPresent();
    }

    /** @return whether the person is new to the team; an auditor who may know already becomes a member */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean join(long incidentId, String person, String reason, String by) {
        boolean member = clearances(incidentId).stream()
                .anyMatch(known -> known.person().equals(person) && known.kind() == Clearance.Kind.TEAM);
        if (member) {
            return false;
        }
        grant(incidentId, person, Clearance.Kind.TEAM, reason, by, null);
        return true;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void letKnow(long incidentId, String person, String reason, String by, Instant until) {
        grant(incidentId, person, Clearance.Kind.NEED_TO_KNOW, reason, by, until);
    }

    private void grant(
            long incidentId, String person, Clearance.Kind kind, String reason, String by, @Nullable Instant until) {
        close(incidentId, person, by);
        jdbc.sql("insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at, ends_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .param(incidentId)
                .param(person)
                .param(kind.name())
                .param(reason)
                .param(by)
                .param(now())
                .param(until == null ? null : until.atOffset(ZoneOffset.UTC))
                .update();
        tell(
                incidentId,
                kind == Clearance.Kind.TEAM ? "joined-team" : "need-to-know-granted",
                by,
                person + (until == null ? " is on the team" : " may read until " + until));
    }

    /** @return whether the person might know until now */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean revoke(long incidentId, String person, String by) {
        boolean known = close(incidentId, person, by);
        if (known) {
            tell(incidentId, "clearance-revoked", by, person + " may no longer know");
        }
        return known;
    }

    private boolean close(long incidentId, String person, String by) {
        return jdbc.sql(
                                "update response.clearance set revoked_at = ?, revoked_by = ? where incident_id = ? and person = ?"
                                        + " and revoked_at is null")
                        .param(now())
                        .param(by)
                        .param(incidentId)
                        .param(person)
                        .update()
                > 0;
    }

    /** @return who may know now, in the order they were let in */
    public List<Clearance> clearances(long incidentId) {
        return jdbc.sql("select * from response.clearance where incident_id = ? and revoked_at is null"
                        + " and (ends_at is null or ends_at > ?) order by id")
                .param(incidentId)
                .param(now())
                .query((row, n) -> new Clearance(
                        row.getString("person"),
                        Clearance.Kind.valueOf(row.getString("kind")),
                        row.getString("reason"),
                        row.getString("granted_by"),
                        row.getTimestamp("granted_at").toInstant(),
                        row.getTimestamp("ends_at") == null
                                ? null
                                : row.getTimestamp("ends_at").toInstant()))
                .list();
    }

    /** The audit log is read by more people than the incident, so it says the code name only. */
    private void tell(long incidentId, String kind, String by, String text) {
        restrictions
                .codeName(incidentId)
                .ifPresent(codeName -> audit.append(
                        new AuditEvent(Category.RESTRICTED, kind, by, codeName, text).ofIncident(incidentId)));
    }

    /** When the engine has written everything that this transaction makes of the incident. */
    private void sweepWhenDone(String businessKey) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                sweep(businessKey);
            }
        });
        String codeName = restrictions.codeNameByKey(businessKey).orElse(null);
        // what others are doing at this moment can't be seen from here
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command -> {
                    for (Duration after : SWEPT_AGAIN_AFTER) {
                        TimerEntity again = new TimerEntity();
                        again.setJobHandlerType(SweepJob.TYPE);
                        again.setJobHandlerConfiguration(new SweepJob.BusinessKey(businessKey));
                        again.setDuedate(Date.from(clock.instant().plus(after)));
                        // or the number of jobs would tell that something was restricted
                        again.setTenantId(codeName);
                        command.getJobManager().schedule(again);
                    }
                    return null;
                });
    }

    @Transactional
    void sweep(String businessKey) {
        instances.give(businessKey, restrictions.codeNameByKey(businessKey).orElse(null));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
