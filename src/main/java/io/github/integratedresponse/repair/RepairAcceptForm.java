package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a repair item on with a plan and a date, or gives it to another owner, or asks for the risk to be accepted. */
@Component
class RepairAcceptForm implements TaskForm<RepairAcceptForm.Submitted> {

    private final RepairItemFacts facts;
    private final RepairProgress progress;
    private final AcceptedRisks risks;
    private final Clock clock;

    RepairAcceptForm(RepairItemFacts facts, RepairProgress progress, AcceptedRisks risks, Clock clock) {
        this.facts = facts;
        this.progress = progress;
        this.risks = risks;
        this.clock = clock;
    }

    enum Answer {
        ACCEPT,
        REJECT_TO_OTHER_OWNER,
        ACCEPT_RISK
    }

    record Submitted(
            @NotNull(message = "say whether you take it on") @Nullable Answer answer,
            @Size(max = 5000, message = "may be 5000 characters long at most") @Nullable String plan,
            @Nullable LocalDate targetDate,
            @Size(max = 200, message = "may be 200 characters long at most") @Nullable String newOwner,
            @Size(max = 5000, message = "may be 5000 characters long at most") @Nullable String reason) {}

    @Override
    public String id() {
        return "repair-accept";
    }

    @Override
    public Class<Submitted> type() {
        return Submitted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        return facts.of(task);
    }

    @Override
    public void check(Submitted submitted, TaskContext task, Problems problems) {
        RepairItem item = facts.item(task);
        switch (Objects.requireNonNull(submitted.answer())) {
            case ACCEPT -> {
                problems.addIf(submitted.plan() == null, "plan", "say what will be done");
                checkTarget(submitted, item, problems);
            }
            case REJECT_TO_OTHER_OWNER -> {
                problems.addIf(submitted.newOwner() == null, "newOwner", "name the owner it belongs to");
                problems.addIf(item.owner().equalsIgnoreCase(submitted.newOwner()), "newOwner", "is its owner already");
                problems.addIf(submitted.reason() == null, "reason", "say why it belongs to another owner");
            }
            case ACCEPT_RISK -> problems.addIf(
                    submitted.reason() == null, "reason", "say why the risk may be accepted");
        }
    }

    private void checkTarget(Submitted submitted, RepairItem item, Problems problems) {
        LocalDate target = submitted.targetDate();
        if (target == null) {
            problems.add("targetDate", "say by when it will be done");
            return;
        }
        problems.addIf(target.isBefore(LocalDate.now(clock)), "targetDate", "lies in the past");
        LocalDate due =
                Objects.requireNonNull(item.dueAt()).atOffset(ZoneOffset.UTC).toLocalDate();
        problems.addIf(
                target.isAfter(due) && submitted.reason() == null,
                "reason",
                "say why it will be done after its due date, " + due);
    }

    @Override
    public void accept(Submitted submitted, TaskContext task) {
        RepairItem item = facts.item(task);
        Answer answer = Objects.requireNonNull(submitted.answer());
        switch (answer) {
            case ACCEPT -> progress.accept(
                    item,
                    Objects.requireNonNull(submitted.plan()),
                    Objects.requireNonNull(submitted.targetDate()),
                    submitted.reason(),
                    task.actor());
            case REJECT_TO_OTHER_OWNER -> progress.handOver(
                    item,
                    Objects.requireNonNull(submitted.newOwner()),
                    Objects.requireNonNull(submitted.reason()),
                    task.actor());
            case ACCEPT_RISK -> risks.ask(item, Objects.requireNonNull(submitted.reason()), task.actor());
        }
        task.set("repairAnswer", answer.name());
        task.set(AskForRiskAcceptance.ASKED, answer == Answer.ACCEPT_RISK);
    }
}
