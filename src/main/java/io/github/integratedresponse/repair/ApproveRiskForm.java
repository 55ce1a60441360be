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

/** Accepts the risk of an item that is not repaired until a date, or does not. */
@Component
class ApproveRiskForm implements TaskForm<ApproveRiskForm.Submitted> {

    private final RepairItemFacts facts;
    private final AcceptedRisks risks;
    private final Clock clock;

    ApproveRiskForm(RepairItemFacts facts, AcceptedRisks risks, Clock clock) {
        this.facts = facts;
        this.risks = risks;
        this.clock = clock;
    }

    enum Decision {
        APPROVE,
        REFUSE
    }

    record Submitted(
            @NotNull(message = "say whether the risk is accepted") @Nullable Decision decision,
            @Nullable LocalDate until,
            @Size(max = 5000, message = "may be 5000 characters long at most") @Nullable String compensatingControl,
            @NotBlank(message = "give the reason")
                    @Size(max = 5000, message = "may be 5000 characters long at most")
                    @Nullable
                    String reason) {}

    @Override
    public String id() {
        return "approve-risk";
    }

    @Override
    public Class<Submitted> type() {
        return Submitted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> shown = facts.of(task);
        var asked = risks.asked(facts.item(task).id());
        shown.put("askedBy", RepairItemFacts.plain(asked.askedBy()));
        shown.put("askedReason", RepairItemFacts.plain(asked.askedReason()));
        return shown;
    }

    @Override
    public void check(Submitted submitted, TaskContext task, Problems problems) {
        RepairItem item = facts.item(task);
        if (submitted.decision() == Decision.REFUSE) {
            return;
        }
        problems.addIf(
                risks.asked(item.id()).askedBy().equalsIgnoreCase(task.actor())
                        || item.owner().equalsIgnoreCase(task.actor()),
                "decision",
                "must come from somebody else: you own this item or asked yourself");
        LocalDate today = LocalDate.now(clock);
        LocalDate until = submitted.until();
        problems.addIf(until == null, "until", "say until when the risk is accepted");
        problems.addIf(
                until != null && (!until.isAfter(today) || until.isAfter(today.plusYears(1))),
                "until",
                "must lie after today and within a year");
        problems.addIf(
                submitted.compensatingControl() == null, "compensatingControl", "say what protects us until then");
    }

    @Override
    public void accept(Submitted submitted, TaskContext task) {
        RepairItem item = facts.item(task);
        String reason = Objects.requireNonNull(submitted.reason());
        boolean approved = submitted.decision() == Decision.APPROVE;
        if (approved) {
            risks.approve(
                    item,
                    Objects.requireNonNull(submitted.until()),
                    Objects.requireNonNull(submitted.compensatingControl()),
                    reason,
                    task.actor());
        } else {
            risks.refuse(item, reason, task.actor());
        }
        task.set("riskApproved", approved);
    }
}
