package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides whether work may wait for somebody outside while its clock stands still. */
@Component
class ApproveWaitForm implements TaskForm<ApproveWaitForm.Submitted> {

    private final OutsideWaits waits;
    private final OutsideWaitOnForm onForm;

    ApproveWaitForm(OutsideWaits waits, OutsideWaitOnForm onForm) {
        this.waits = waits;
        this.onForm = onForm;
    }

    enum Decision {
        APPROVE,
        REFUSE
    }

    record Submitted(
            @NotNull(message = "say whether it may wait") @Nullable Decision decision,
            @NotBlank(message = "give the reason")
                    @Size(max = 5000, message = "may be 5000 characters long at most")
                    @Nullable
                    String reason) {}

    @Override
    public String id() {
        return "approve-wait";
    }

    @Override
    public Class<Submitted> type() {
        return Submitted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        return onForm.shown(task);
    }

    @Override
    public void check(Submitted submitted, TaskContext task, Problems problems) {
        String actor = task.actor();
        // the platform itself is nobody; people always come with their name
        problems.addIf(
                submitted.decision() == Decision.APPROVE
                        && actor.equals(onForm.of(task).askedBy())
                        && !actor.equals("system"),
                "decision",
                "must come from somebody else: you asked yourself");
    }

    @Override
    public void accept(Submitted submitted, TaskContext task) {
        boolean approved = submitted.decision() == Decision.APPROVE;
        waits.decide(
                task.number("outsideWaitId"),
                approved ? OutsideWait.Decision.APPROVED : OutsideWait.Decision.REFUSED,
                Objects.requireNonNull(submitted.reason()),
                task.actor());
        task.set("waitApproved", approved);
    }
}
