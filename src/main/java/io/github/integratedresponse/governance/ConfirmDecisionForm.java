package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A governance analyst confirms what the root cause asks of the standard, or decides otherwise with a reason. */
@Component
class ConfirmDecisionForm implements TaskForm<ConfirmDecisionForm.Confirmed> {

    private final CauseShown shown;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final Clock clock;

    ConfirmDecisionForm(CauseShown shown, Timeline timeline, JdbcClient jdbc, Clock clock) {
        this.shown = shown;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Confirmed(
            @NotNull(message = "is missing") @Nullable ControlDecision decision,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String reason) {}

    @Override
    public String id() {
        return "governance-confirm-decision";
    }

    @Override
    public Class<Confirmed> type() {
        return Confirmed.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> values = shown.of(task);
        ControlDecision proposed = proposed(task);
        values.put("coverageShown", coverage(task));
        values.put("recurrenceShown", String.valueOf(task.number("recurrence")));
        values.put("proposedShown", proposed.label());
        values.put("proposedReasonShown", CauseShown.plain(task.text("proposedReason")));
        values.put("decision", proposed.name());
        return values;
    }

    @Override
    public void check(Confirmed confirmed, TaskContext task, Problems problems) {
        problems.addIf(
                confirmed.decision() != proposed(task) && confirmed.reason() == null,
                "reason",
                "is missing; say why you decide otherwise than proposed (%s)"
                        .formatted(proposed(task).label().toLowerCase(java.util.Locale.ROOT)));
    }

    @Override
    public void accept(Confirmed confirmed, TaskContext task) {
        ControlDecision decision = java.util.Objects.requireNonNull(confirmed.decision());
        jdbc.sql(
                        "insert into response.control_decision (incident_id, root_cause_id, proposed, proposed_reason, decision,"
                                + " reason, decided_by, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(task.number("incidentId"))
                .param(task.number("rootCauseId"))
                .param(proposed(task).name())
                .param(task.text("proposedReason"))
                .param(decision.name())
                .param(confirmed.reason())
                .param(task.actor())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        timeline.append(
                task.number("incidentId"),
                "control-decision",
                task.actor(),
                "What the standard needs: %s. %s"
                        .formatted(
                                decision.label(),
                                confirmed.reason() == null ? task.text("proposedReason") : confirmed.reason()));
        task.set("controlDecision", decision.name());
        task.set("changesStandard", decision != ControlDecision.NONE);
    }

    private static ControlDecision proposed(TaskContext task) {
        return ControlDecision.valueOf(task.text("proposedDecision"));
    }

    private static String coverage(TaskContext task) {
        return task.variable("coverage") instanceof Number share
                ? CauseShown.percent(share.doubleValue()) + " of the assessed products meet them"
                : "nothing is assessed";
    }
}
