package io.github.integratedresponse.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The escalations, and what was done in each. */
@Component
class Escalations {

    /** An escalation runs as a process, as SQL. */
    static final String RUNNING = " ended_at is null and process_instance_id is not null";

    private final JdbcClient jdbc;
    private final Clock clock;

    Escalations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Opens an escalation, unless one of this level is open for the clock. */
    boolean openUnlessOpen(SlaClock promise, EscalationLevel level) {
        return jdbc.sql("insert into response.sla_escalation (clock_id, level, due_at, started_at) values (?, ?, ?, ?)"
                                + " on conflict (clock_id, level) where ended_at is null do nothing")
                        .param(promise.id())
                        .param(level.scalar())
                        .param(utc(promise.dueAt()))
                        .param(utc(clock.instant()))
                        .update()
                == 1;
    }

    void runsAs(long clockId, EscalationLevel level, String processInstanceId) {
        jdbc.sql("update response.sla_escalation set process_instance_id = ?"
                        + " where clock_id = ? and level = ? and ended_at is null")
                .param(processInstanceId)
                .param(clockId)
                .param(level.scalar())
                .update();
    }

    /** Ends the escalation that runs as this process instance; one that has ended stays as it is. */
    void end(String processInstanceId, String outcome) {
        jdbc.sql("update response.sla_escalation set ended_at = ?, outcome = ?"
                        + " where process_instance_id = ? and ended_at is null")
                .param(utc(clock.instant()))
                .param(outcome)
                .param(processInstanceId)
                .update();
    }

    /** @return the open escalations of a clock: process instances by level */
    Map<EscalationLevel, String> open(long clockId) {
        return jdbc
                .sql("select level, process_instance_id from response.sla_escalation" + " where clock_id = ? and"
                        + RUNNING)
                .param(clockId)
                .query((row, n) -> Map.entry(EscalationLevel.of(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return whether the last escalation of this level ended at that time or later because nothing was left to escalate */
    boolean settledSince(long clockId, EscalationLevel level, Instant since) {
        return jdbc.sql("select outcome = 'SETTLED' and ended_at >= ? from response.sla_escalation"
                        + " where clock_id = ? and level = ? order by id desc limit 1")
                .param(utc(since))
                .param(clockId)
                .param(level.scalar())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void escalated(String processInstanceId, String role) {
        step(processInstanceId, "ESCALATED", role, null, null, "system");
    }

    void acknowledged(
            String processInstanceId, String role, AcknowledgeEscalation.Action action, String note, String actor) {
        step(processInstanceId, "ACKNOWLEDGED", role, action.name(), note, actor);
    }

    /** @return what was done in this escalation, oldest first */
    List<Step> steps(String processInstanceId) {
        return jdbc.sql("select s.* from response.sla_escalation_step s"
                        + " join response.sla_escalation e on e.id = s.escalation_id"
                        + " where e.process_instance_id = ? order by s.id")
                .param(processInstanceId)
                .query(Escalations::step)
                .list();
    }

    /** What was done: escalated to a role, or acknowledged by somebody who has it. */
    record Step(String kind, String role, @Nullable String action, @Nullable String note, String actor, Instant at) {}

    private void step(
            String processInstanceId,
            String kind,
            String role,
            @Nullable String action,
            @Nullable String note,
            String actor) {
        jdbc.sql("insert into response.sla_escalation_step (escalation_id, kind, role, action, note, actor, at)"
                        + " select id, ?, ?, ?, ?, ?, ? from response.sla_escalation where process_instance_id = ?")
                .param(kind)
                .param(role)
                .param(action)
                .param(note)
                .param(actor)
                .param(utc(clock.instant()))
                .param(processInstanceId)
                .update();
    }

    private static Step step(ResultSet row, int n) throws SQLException {
        return new Step(
                row.getString("kind"),
                row.getString("role"),
                row.getString("action"),
                row.getString("note"),
                row.getString("actor"),
                row.getTimestamp("at").toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
