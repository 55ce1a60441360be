package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records when the time for a duty began, or that it never will. */
@Component
class RecordTriggerForm implements TaskForm<RecordTriggerForm.RecordTrigger> {

    private final DutyOnForm form;
    private final Duties duties;
    private final Obligations obligations;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Clock clock;

    RecordTriggerForm(
            DutyOnForm form,
            Duties duties,
            Obligations obligations,
            Incidents incidents,
            Timeline timeline,
            Clock clock) {
        this.form = form;
        this.duties = duties;
        this.obligations = obligations;
        this.incidents = incidents;
        this.timeline = timeline;
        this.clock = clock;
    }

    record RecordTrigger(
            @NotNull(message = "say whether it happened") @Nullable Outcome outcome,
            @Nullable Instant happenedAt,
            @NotBlank(message = "say why, and who decided") @Nullable String reason) {}

    enum Outcome {
        HAPPENED,
        WILL_NOT_HAPPEN
    }

    @Override
    public String id() {
        return "record-trigger";
    }

    @Override
    public Class<RecordTrigger> type() {
        return RecordTrigger.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        NotificationDuty duty = form.of(task);
        Map<String, Object> shown = form.shown(duty);
        shown.put("triggerWords", duty.trigger().words());
        return shown;
    }

    @Override
    public void check(RecordTrigger submitted, TaskContext task, Problems problems) {
        if (submitted.outcome() == Outcome.WILL_NOT_HAPPEN) {
            return;
        }
        Instant at = submitted.happenedAt();
        if (at == null) {
            problems.add("happenedAt", "say when it happened");
            return;
        }
        Instant aware = facts(task).awareAt();
        problems.addIf(at.isAfter(clock.instant()), "happenedAt", "can't lie in the future");
        problems.addIf(
                at.isBefore(aware), "happenedAt", "can't lie before we became aware of the incident, at " + aware);
    }

    @Override
    public void accept(RecordTrigger submitted, TaskContext task) {
        NotificationDuty duty = form.of(task);
        String reason = Objects.requireNonNull(submitted.reason());
        if (submitted.outcome() == Outcome.WILL_NOT_HAPPEN) {
            duties.decide(
                    duty.id(),
                    new DutyDecision(DutyDecision.Kind.NOT_APPLICABLE, null, reason, task.actor()),
                    task.actor(),
                    false);
            return;
        }
        Instant at = Objects.requireNonNull(submitted.happenedAt());
        long incidentId = duty.incidentId();
        String reasoning = (obligations.reasoning(incidentId) + "\n" + reason).strip();
        obligations.record(incidentId, facts(task).with(duty.trigger(), at), reasoning, task.actor());
        timeline.append(
                incidentId,
                "obligations",
                task.actor(),
                "The organisation %s at %s. %s".formatted(duty.trigger().words(), at, reason));
        duties.follow(incidentId, duty.id(), task.actor());
    }

    private ObligationFacts facts(TaskContext task) {
        return obligations.of(incidents.byId(form.of(task).incidentId()));
    }
}
