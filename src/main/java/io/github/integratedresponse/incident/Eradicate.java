package io.github.integratedresponse.incident;

import static io.github.integratedresponse.incident.IncidentHeader.plain;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps that the cause was removed from a product, and how. */
@Component
class Eradicate implements TaskForm<Eradicate.Eradicated> {

    private final Remediations remediations;
    private final ProductOnForm product;
    private final Timeline timeline;

    Eradicate(Remediations remediations, ProductOnForm product, Timeline timeline) {
        this.remediations = remediations;
        this.product = product;
        this.timeline = timeline;
    }

    record Eradicated(
            List<Integer> doneSteps,
            @Nullable String leftOut,
            @NotNull(message = "say what was removed, and how") String outcome) {}

    @Override
    public String id() {
        return "eradicate";
    }

    @Override
    public Class<Eradicated> type() {
        return Eradicated.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Remediation remediation = product.remediation(task);
        Map<String, Object> shown = product.shown(remediation);
        shown.put(
                "lastFinding",
                remediation.finding() == null ? "" : "**Not gone yet:** " + plain(remediation.finding()));
        shown.put("stepOptions", product.options(remediation, Remediation.Phase.ERADICATION));
        shown.put("doneSteps", product.done(remediation, Remediation.Phase.ERADICATION));
        return shown;
    }

    @Override
    public void check(Eradicated submitted, TaskContext task, Problems problems) {
        List<Remediation.Step> steps =
                remediations.steps(product.remediation(task).id());
        WorkDone.check(
                Remediation.of(Remediation.Phase.ERADICATION, steps),
                submitted.doneSteps(),
                submitted.leftOut(),
                problems);
    }

    @Override
    public void accept(Eradicated submitted, TaskContext task) {
        Remediation remediation = product.remediation(task);
        remediations.steps(
                remediation.id(),
                Remediation.Phase.ERADICATION,
                submitted.doneSteps(),
                submitted.leftOut(),
                task.actor());
        remediations.eradicated(remediation.id(), submitted.outcome(), task.actor());
        timeline.append(
                remediation.incidentId(),
                "eradicated",
                task.actor(),
                "Eradicated from %s: %s".formatted(remediation.productId(), submitted.outcome()));
    }
}
