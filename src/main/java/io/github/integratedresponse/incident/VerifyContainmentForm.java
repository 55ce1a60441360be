package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Somebody looks whether the attacker is stopped, and says how they know. */
@Component
class VerifyContainmentForm implements TaskForm<VerifyContainmentForm.Verification> {

    record Verification(
            @NotNull(message = "say whether the attacker is stopped") Boolean contained,
            @NotNull(message = "say what you looked at, and what it showed") String evidence) {}

    private final ContainmentRows rows;
    private final ResponseView view;
    private final Timeline timeline;

    VerifyContainmentForm(ContainmentRows rows, ResponseView view, Timeline timeline) {
        this.rows = rows;
        this.view = view;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "verify-containment";
    }

    @Override
    public Class<Verification> type() {
        return Verification.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        return Map.of("bridgeNotice", view.bridgeNotice(incidentId), "actions", rows.of(incidentId));
    }

    @Override
    public void accept(Verification verification, TaskContext task) {
        timeline.append(
                task.number("incidentId"),
                "containment",
                task.actor(),
                (verification.contained() ? "Containment verified: " : "Not contained: ") + verification.evidence());
        if (verification.contained()) {
            task.set("moreToContain", false);
        }
        task.set("contained", verification.contained());
    }
}
