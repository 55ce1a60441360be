package io.github.integratedresponse.repair;

import io.github.integratedresponse.incident.AskToWait;
import io.github.integratedresponse.incident.OutsideWaits;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends a phase with evidence, or says why the item does not need it, asks for the risk to be accepted, or waits for somebody outside. */
@Component
class RepairPhaseForm implements TaskForm<RepairPhaseForm.Submitted> {

    private static final Map<Phase, String> QUESTIONS = Map.of(
            Phase.OPERATIONS, "Does a mitigation hold in operations?",
            Phase.ENGINEERING, "Is it repaired in the product?",
            Phase.GOVERNANCE, "Is it the rule from now on, in standard and training?");

    private final RepairItemFacts facts;
    private final RepairProgress progress;
    private final AcceptedRisks risks;
    private final OutsideWaits waits;
    private final Clock clock;

    RepairPhaseForm(
            RepairItemFacts facts, RepairProgress progress, AcceptedRisks risks, OutsideWaits waits, Clock clock) {
        this.facts = facts;
        this.progress = progress;
        this.risks = risks;
        this.waits = waits;
        this.clock = clock;
    }

    enum Answer {
        DONE,
        NOT_NEEDED,
        ACCEPT_RISK,
        /** It can't go on until somebody outside has done something. */
        WAIT
    }

    record Submitted(
            @NotNull(message = "say how the phase ends") @Nullable Answer outcome,
            @Size(max = 5000, message = "may be 5000 characters long at most") @Nullable String evidence,
            @Size(max = 5000, message = "may be 5000 characters long at most") @Nullable String note,
            @Nullable String waitingFor,
            @Nullable String waitingReason,
            @Nullable Instant waitingUntil) {

        AskToWait asked() {
            return new AskToWait(waitingFor, waitingReason, waitingUntil);
        }
    }

    @Override
    public String id() {
        return "repair-phase";
    }

    @Override
    public Class<Submitted> type() {
        return Submitted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> shown = facts.of(task);
        shown.put(
                "phaseQuestion", QUESTIONS.getOrDefault(phase(task), phase(task).label()));
        shown.put("lastWait", waits.lastOf(facts.item(task).number(), clockOf(phase(task))));
        return shown;
    }

    @Override
    public void check(Submitted submitted, TaskContext task, Problems problems) {
        RepairItem item = facts.item(task);
        switch (Objects.requireNonNull(submitted.outcome())) {
            case DONE -> problems.addIf(submitted.evidence() == null, "evidence", "say where it can be seen");
            case NOT_NEEDED -> {
                problems.addIf(
                        phase(task) == Phase.essentialFor(item.itemClass()),
                        "outcome",
                        "an item of the class %s can't do without this phase"
                                .formatted(item.itemClass().label()));
                problems.addIf(submitted.note() == null, "note", "say why the item does not need it");
            }
            case ACCEPT_RISK -> problems.addIf(submitted.note() == null, "note", "say why the risk may be accepted");
            case WAIT -> submitted.asked().check(clock.instant(), problems);
        }
    }

    @Override
    public void accept(Submitted submitted, TaskContext task) {
        RepairItem item = facts.item(task);
        Answer outcome = Objects.requireNonNull(submitted.outcome());
        waits.goOn(task);
        switch (outcome) {
            case ACCEPT_RISK -> risks.ask(item, Objects.requireNonNull(submitted.note()), task.actor());
            case WAIT -> waits.ask(task, item.incidentId(), item.number(), clockOf(phase(task)), submitted.asked());
            case DONE, NOT_NEEDED -> progress.finish(
                    item,
                    phase(task),
                    RepairStep.Outcome.valueOf(outcome.name()),
                    submitted.evidence(),
                    submitted.note(),
                    task.actor());
        }
        task.set(AskForRiskAcceptance.ASKED, outcome == Answer.ACCEPT_RISK);
    }

    private static String clockOf(Phase phase) {
        return "repair-" + phase.name().toLowerCase(Locale.ROOT);
    }

    private static Phase phase(TaskContext task) {
        return Phase.ofTask(task.taskKey()).orElseThrow();
    }
}
