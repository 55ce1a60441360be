package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides what happens with an item that was not done in time. */
@Component
class OverdueDecisionForm implements TaskForm<OverdueDecisionForm.Submitted> {

    private static final String LAST_RUNG = "decideOnOverdueAsExecutive";

    private final RepairItemFacts facts;
    private final RepairProgress progress;
    private final AcceptedRisks risks;
    private final Clock clock;

    OverdueDecisionForm(RepairItemFacts facts, RepairProgress progress, AcceptedRisks risks, Clock clock) {
        this.facts = facts;
        this.progress = progress;
        this.risks = risks;
        this.clock = clock;
    }

    enum Decision {
        NEW_DATE,
        ESCALATE,
        ACCEPT_RISK
    }

    record Submitted(
            @NotNull(message = "say what happens with the item") @Nullable Decision decision,
            @Nullable LocalDate newDate,
            @NotBlank(message = "give the reason")
                    @Size(max = 5000, message = "may be 5000 characters long at most")
                    @Nullable
                    String reason) {}

    @Override
    public String id() {
        return "overdue-decision";
    }

    @Override
    public Class<Submitted> type() {
        return Submitted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> shown = facts.of(task);
        shown.put("dueHistory", facts.dueHistory(facts.item(task)));
        return shown;
    }

    @Override
    public void check(Submitted submitted, TaskContext task, Problems problems) {
        LocalDate today = LocalDate.now(clock);
        if (submitted.decision() == Decision.NEW_DATE) {
            LocalDate date = submitted.newDate();
            problems.addIf(date == null, "newDate", "give the new date");
            problems.addIf(
                    date != null && (date.isBefore(today) || date.isAfter(today.plusYears(1))),
                    "newDate",
                    "must lie between today and a year from now");
        }
        problems.addIf(
                submitted.decision() == Decision.ESCALATE && task.taskKey().equals(LAST_RUNG),
                "decision",
                "there is nobody above you to escalate to: give a new date or ask for the risk to be accepted");
    }

    @Override
    public void accept(Submitted submitted, TaskContext task) {
        RepairItem item = facts.item(task);
        String reason = Objects.requireNonNull(submitted.reason());
        Decision decision = Objects.requireNonNull(submitted.decision());
        switch (decision) {
            case NEW_DATE -> progress.due(
                    item, RepairItems.endOf(Objects.requireNonNull(submitted.newDate())), reason, task.actor());
            case ESCALATE -> progress.escalated(item, reason, task.actor());
            case ACCEPT_RISK -> risks.ask(item, reason, task.actor());
        }
        task.set("overdueAnswer", decision.name());
        task.set(AskForRiskAcceptance.ASKED, decision == Decision.ACCEPT_RISK);
    }
}
