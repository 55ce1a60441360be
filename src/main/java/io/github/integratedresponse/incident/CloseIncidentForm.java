package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The incident commander says why the incident can be closed, and what was learned. */
@Component
class CloseIncidentForm implements TaskForm<CloseIncidentForm.Conclusion> {

    private final Closing closing;
    private final RelatedSignals signals;

    CloseIncidentForm(Closing closing, RelatedSignals signals) {
        this.closing = closing;
        this.signals = signals;
    }

    record Conclusion(
            @NotNull(message = "say why the incident can be closed") ClosureReason closureReason,
            @NotBlank(message = "say in a few sentences what was learned")
                    @Size(max = 4_000, message = "may be 4000 characters long at most")
                    String lessons) {}

    @Override
    public String id() {
        return "close-incident";
    }

    @Override
    public Class<Conclusion> type() {
        return Conclusion.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        return Map.of(
                "closureReasons",
                Arrays.stream(ClosureReason.values())
                        .filter(ClosureReason::endsARealIncident)
                        .map(reason -> Map.of("value", reason.name(), "label", reason.title()))
                        .toList(),
                "pendingSignals",
                waiting(signals.awaitingReview(task.number("incidentId"))));
    }

    private static String waiting(int pending) {
        return pending == 0
                ? "Every related signal has been looked at."
                : "**Related signals that still wait for somebody to look at them: %d**".formatted(pending);
    }

    @Override
    public void check(Conclusion conclusion, TaskContext task, Problems problems) {
        problems.addIf(
                conclusion.closureReason() != null
                        && !conclusion.closureReason().endsARealIncident(),
                "closureReason",
                "is for incidents that triage found not to be one");
        problems.addIf(
                signals.awaitingReview(task.number("incidentId")) > 0,
                "pendingSignals",
                "related signals still wait to be looked at; the incident can be closed after that");
    }

    @Override
    public void accept(Conclusion conclusion, TaskContext task) {
        closing.conclude(task.number("incidentId"), conclusion.closureReason(), conclusion.lessons(), task.actor());
    }
}
