package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends a wait: somebody outside has answered, and the work goes on. */
@Component
class OutsideWaitForm implements TaskForm<OutsideWaitForm.Submitted> {

    private final OutsideWaits waits;
    private final OutsideWaitOnForm onForm;

    OutsideWaitForm(OutsideWaits waits, OutsideWaitOnForm onForm) {
        this.waits = waits;
        this.onForm = onForm;
    }

    record Submitted(
            @NotBlank(message = "say what they did")
                    @Size(max = 5000, message = "may be 5000 characters long at most")
                    @Nullable
                    String outcome) {}

    @Override
    public String id() {
        return "outside-wait";
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
    public void accept(Submitted submitted, TaskContext task) {
        waits.answer(task.number("outsideWaitId"), Objects.requireNonNull(submitted.outcome()), task.actor());
    }
}
