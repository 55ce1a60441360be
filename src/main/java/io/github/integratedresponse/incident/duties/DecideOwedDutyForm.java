package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records whether an authority that was told something is still owed the rest, though the incident is none of its own any more. */
@Component
class DecideOwedDutyForm implements TaskForm<DecideOwedDutyForm.OwedDecision> {

    private final DutyOnForm form;
    private final Duties duties;
    private final Incidents incidents;
    private final Fate fate;

    DecideOwedDutyForm(DutyOnForm form, Duties duties, Incidents incidents, Fate fate) {
        this.form = form;
        this.duties = duties;
        this.incidents = incidents;
        this.fate = fate;
    }

    record OwedDecision(
            @NotNull(message = "choose a decision") @Nullable Outcome outcome,
            @NotBlank(message = "say whose decision it is") @Nullable String decidedBy,
            @NotBlank(message = "give the reason") @Nullable String reason) {}

    enum Outcome {
        GO_ON,
        WITHDRAWN
    }

    @Override
    public String id() {
        return "decide-owed-duty";
    }

    @Override
    public Class<OwedDecision> type() {
        return OwedDecision.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        NotificationDuty duty = form.of(task);
        Map<String, Object> shown = form.shown(duty);
        shown.put(
                "fate",
                DutyOnForm.plain(fate.of(incidents.byId(duty.incidentId())).orElse("It was reopened")));
        shown.put(
                "told",
                duties.toldBefore(duty).stream()
                        .map(told -> "- %s, told at %s. Proof: %s"
                                .formatted(
                                        told.duty().title(),
                                        Shown.at(Objects.requireNonNull(told.sentAt())),
                                        DutyOnForm.plain(Objects.requireNonNullElse(told.proof(), "none"))))
                        .collect(Collectors.joining("\n")));
        return shown;
    }

    @Override
    public void accept(OwedDecision submitted, TaskContext task) {
        Outcome outcome = Objects.requireNonNull(submitted.outcome());
        duties.decide(
                task.number("dutyId"),
                new DutyDecision(
                        DutyDecision.Kind.valueOf(outcome.name()),
                        null,
                        Objects.requireNonNull(submitted.reason()),
                        Objects.requireNonNull(submitted.decidedBy())),
                task.actor(),
                false);
        task.set("stillOwed", outcome == Outcome.GO_ON);
    }
}
