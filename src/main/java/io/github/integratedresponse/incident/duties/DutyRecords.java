package io.github.integratedresponse.incident.duties;

import static io.github.integratedresponse.incident.duties.Obligations.instant;
import static io.github.integratedresponse.incident.duties.Obligations.utc;

import io.github.integratedresponse.process.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The duties to notify and the legal decisions about them, as rows. */
@Component
class DutyRecords {

    private final JdbcClient jdbc;
    private final Clock clock;

    DutyRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the new duty, or the one that was withdrawn and is owed again; empty when the incident has it already */
    Optional<NotificationDuty> add(long incidentId, OwedDuty owed) {
        return jdbc.sql(
                        "insert into response.notification_duty (incident_id, duty, began_with, deadline, counted_from, latest,"
                                + " recipients_kind, approver, source, rule, decision_version, arose_at, state)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN') on conflict (incident_id, duty) do update"
                                + " set state = 'OPEN', process_instance_id = null where notification_duty.state = 'WITHDRAWN'"
                                + " returning *")
                .param(incidentId)
                .param(owed.duty().name())
                .param(owed.trigger().name())
                .param(owed.deadline().text())
                .param(owed.countedFrom() == null ? null : owed.countedFrom().name())
                .param(owed.latest() == null ? null : owed.latest().toString())
                .param(owed.recipientsKind().name())
                .param(owed.approver())
                .param(owed.source())
                .param(owed.rule())
                .param(owed.decisionVersion())
                .param(utc(clock.instant()))
                .query(DutyRecords::duty)
                .optional();
    }

    NotificationDuty byId(long id) {
        return jdbc.sql("select * from response.notification_duty where id = ?")
                .param(id)
                .query(DutyRecords::duty)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such duty"));
    }

    /** Whoever else changes the duty waits until this transaction has ended. */
    NotificationDuty locked(long id) {
        return jdbc.sql("select * from response.notification_duty where id = ? for update")
                .param(id)
                .query(DutyRecords::duty)
                .single();
    }

    List<NotificationDuty> of(long incidentId) {
        return jdbc.sql("select * from response.notification_duty where incident_id = ? order by id")
                .param(incidentId)
                .query(DutyRecords::duty)
                .list();
    }

    Optional<Instant> dueAt(String processInstanceId) {
        return jdbc.sql("select * from response.notification_duty where process_instance_id = ?")
                .param(processInstanceId)
                .query(DutyRecords::duty)
                .optional()
                .map(NotificationDuty::dueAt);
    }

    void runsAs(long id, String processInstanceId) {
        jdbc.sql("update response.notification_duty set process_instance_id = ? where id = ?")
                .param(processInstanceId)
                .param(id)
                .update();
    }

    void falls(long id, @Nullable Instant triggeredAt, @Nullable Instant dueAt) {
        jdbc.sql("update response.notification_duty set triggered_at = ?, due_at = ? where id = ?")
                .param(utc(triggeredAt))
                .param(utc(dueAt))
                .param(id)
                .update();
    }

    void suspend(long id, Instant until) {
        jdbc.sql("update response.notification_duty set state = 'SUSPENDED', suspended_at = coalesce(suspended_at, ?),"
                        + " suspended_until = ? where id = ?")
                .param(utc(clock.instant()))
                .param(utc(until))
                .param(id)
                .update();
    }

    void wake(long id, NotificationDuty.State state, Duration stoodStill, @Nullable Instant dueAt) {
        jdbc.sql("update response.notification_duty set state = ?, stood_still = ?, due_at = ?, suspended_at = null,"
                        + " suspended_until = null where id = ?")
                .param(state.name())
                .param(stoodStill.toString())
                .param(utc(dueAt))
                .param(id)
                .update();
    }

    void met(
            long id,
            boolean late,
            Instant sentAt,
            String sentHow,
            String proof,
            String recordedBy,
            @Nullable Long messageId) {
        jdbc.sql(
                        "update response.notification_duty set state = ?, sent_at = ?, sent_how = ?, proof = ?, recorded_by = ?,"
                                + " message_id = ?, suspended_at = null, suspended_until = null where id = ?")
                .param(late ? "MET_LATE" : "MET")
                .param(utc(sentAt))
                .param(sentHow)
                .param(proof)
                .param(recordedBy)
                .param(messageId)
                .param(id)
                .update();
    }

    void decided(long id, DutyDecision decision, String recordedBy) {
        jdbc.sql(
                        "insert into response.duty_decision (duty_id, decision, suspended_until, reason, decided_by, recorded_by, at)"
                                + " values (?, ?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(decision.kind().name())
                .param(utc(decision.suspendedUntil()))
                .param(decision.reason())
                .param(decision.decidedBy())
                .param(recordedBy)
                .param(utc(clock.instant()))
                .update();
    }

    private static NotificationDuty duty(ResultSet row, int n) throws SQLException {
        String countedFrom = row.getString("counted_from");
        String latest = row.getString("latest");
        return new NotificationDuty(
                row.getLong("id"),
                row.getLong("incident_id"),
                Duty.valueOf(row.getString("duty")),
                Trigger.valueOf(row.getString("began_with")),
                row.getString("deadline"),
                countedFrom == null ? null : Duty.valueOf(countedFrom),
                latest == null ? null : Duration.parse(latest),
                RecipientsKind.valueOf(row.getString("recipients_kind")),
                row.getString("approver"),
                row.getString("source"),
                row.getString("rule"),
                row.getInt("decision_version"),
                row.getString("process_instance_id"),
                row.getTimestamp("arose_at").toInstant(),
                instant(row.getTimestamp("triggered_at")),
                instant(row.getTimestamp("due_at")),
                instant(row.getTimestamp("suspended_at")),
                instant(row.getTimestamp("suspended_until")),
                Duration.parse(row.getString("stood_still")),
                NotificationDuty.State.valueOf(row.getString("state")),
                row.getObject("message_id", Long.class),
                instant(row.getTimestamp("sent_at")),
                row.getString("sent_how"),
                row.getString("proof"),
                row.getString("recorded_by"));
    }
}
