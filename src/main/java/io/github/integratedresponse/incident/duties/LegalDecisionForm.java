package io.github.integratedresponse.incident.duties;

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

/** Records the legal decision that a draft was held for. */
@Component
class LegalDecisionForm implements TaskForm<LegalDecisionForm.LegalDecision> {

    private final DutyOnForm form;
    private final Duties duties;
    private final Clock clock;

    LegalDecisionForm(DutyOnForm form, Duties duties, Clock clock) {
        this.form = form;
        this.duties = duties;
        this.clock = clock;
    }

    record LegalDecision(
            @NotNull(message = "choose a decision") @Nullable Outcome outcome,
            @Nullable Instant suspendedUntil,
            @NotBlank(message = "say whose decision it is") @Nullable String decidedBy,
            @NotBlank(message = "give the reason") @Nullable String reason) {}

    enum Outcome {
        GO_ON,
        SUSPENDED,
        NOT_APPLICABLE
    }

    @Override
    public String id() {
        return "legal-decision";
    }

    @Override
    public Class<LegalDecision> type() {
        return LegalDecision.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> shown = form.shown(form.of(task));
        shown.put("question", form.question(task));
        return shown;
    }

    @Override
    public void check(LegalDecision submitted, TaskContext task, Problems problems) {
        Instant until = submitted.suspendedUntil();
        problems.addIf(
                submitted.outcome() == Outcome.SUSPENDED && (until == null || !until.isAfter(clock.instant())),
                "suspendedUntil",
                "must be a time in the future");
    }

    @Override
    public void accept(LegalDecision submitted, TaskContext task) {
        Outcome outcome = Objects.requireNonNull(submitted.outcome());
        duties.decide(
                task.number("dutyId"),
                new DutyDecision(
                        DutyDecision.Kind.valueOf(outcome.name()),
                        outcome == Outcome.SUSPENDED ? submitted.suspendedUntil() : null,
                        Objects.requireNonNull(submitted.reason()),
                        Objects.requireNonNull(submitted.decidedBy())),
                task.actor(),
                false);
    }
}
