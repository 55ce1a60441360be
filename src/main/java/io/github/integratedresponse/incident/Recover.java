package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps that a product is back in normal service, since when, and how it got there. */
@Component
class Recover implements TaskForm<Recover.Recovered> {

    private final Remediations remediations;
    private final ProductOnForm product;
    private final Timeline timeline;
    private final Clock clock;

    Recover(Remediations remediations, ProductOnForm product, Timeline timeline, Clock clock) {
        this.remediations = remediations;
        this.product = product;
        this.timeline = timeline;
        this.clock = clock;
    }

    record Recovered(
            List<Integer> doneSteps,
            @Nullable String leftOut,
            @NotNull(message = "say how the product was brought back") String outcome,
            @Nullable Instant recoveredAt) {}

    @Override
    public String id() {
        return "recover";
    }

    @Override
    public Class<Recovered> type() {
        return Recovered.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Remediation remediation = product.remediation(task);
        Map<String, Object> shown = product.shown(remediation);
        shown.put("stepOptions", product.options(remediation, Remediation.Phase.RECOVERY));
        shown.put("doneSteps", product.done(remediation, Remediation.Phase.RECOVERY));
        return shown;
    }

    @Override
    public void check(Recovered submitted, TaskContext task, Problems problems) {
        Remediation remediation = product.remediation(task);
        WorkDone.check(
                Remediation.of(Remediation.Phase.RECOVERY, remediations.steps(remediation.id())),
                submitted.doneSteps(),
                submitted.leftOut(),
                problems);
        Instant at = submitted.recoveredAt();
        problems.addIf(at != null && at.isAfter(clock.instant()), "recoveredAt", "can't be in the future");
    }

    @Override
    public void accept(Recovered submitted, TaskContext task) {
        Remediation remediation = product.remediation(task);
        Instant at = Objects.requireNonNullElse(submitted.recoveredAt(), clock.instant());
        remediations.steps(
                remediation.id(), Remediation.Phase.RECOVERY, submitted.doneSteps(), submitted.leftOut(), task.actor());
        remediations.recovered(remediation.id(), submitted.outcome(), at, task.actor());
        timeline.append(
                remediation.incidentId(),
                "recovered",
                task.actor(),
                "%s is back in service since %s: %s".formatted(remediation.productId(), at, submitted.outcome()));
    }
}
