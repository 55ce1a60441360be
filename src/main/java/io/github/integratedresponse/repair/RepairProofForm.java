package io.github.integratedresponse.repair;

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

/** Proves that a repair holds, by somebody whose work it is not; or reopens it. */
@Component
class RepairProofForm implements TaskForm<RepairProofForm.Submitted> {

    private final RepairItemFacts facts;
    private final RepairProgress progress;

    RepairProofForm(RepairItemFacts facts, RepairProgress progress) {
        this.facts = facts;
        this.progress = progress;
    }

    enum Result {
        PROVEN,
        NOT_PROVEN
    }

    record Submitted(
            @NotBlank(message = "say how it was tested")
                    @Size(max = 5000, message = "may be 5000 characters long at most")
                    @Nullable
                    String method,
            @NotNull(message = "say whether the repair holds") @Nullable Result result,
            @NotBlank(message = "say what was seen, and where")
                    @Size(max = 5000, message = "may be 5000 characters long at most")
                    @Nullable
                    String evidence) {}

    @Override
    public String id() {
        return "repair-proof";
    }

    @Override
    public Class<Submitted> type() {
        return Submitted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> shown = facts.of(task);
        shown.put(
                "whoMayNotProve",
                "**Not to be proven by** "
                        + RepairItemFacts.plain(String.join(", ", facts.interested(facts.item(task))))
                        + ", whose own work it is.");
        return shown;
    }

    @Override
    public void check(Submitted submitted, TaskContext task, Problems problems) {
        problems.addIf(
                facts.interested(facts.item(task)).stream().anyMatch(task.actor()::equalsIgnoreCase),
                "result",
                "must come from somebody else: you own this item, took it on or did the work");
    }

    @Override
    public void accept(Submitted submitted, TaskContext task) {
        RepairItem item = facts.item(task);
        String method = Objects.requireNonNull(submitted.method());
        String evidence = Objects.requireNonNull(submitted.evidence());
        boolean proven = submitted.result() == Result.PROVEN;
        if (proven) {
            progress.prove(item, method, evidence, task.actor());
        } else {
            progress.reopen(item, method, evidence, task.actor());
        }
        task.set("repairProven", proven);
    }
}
