package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps that a product is back in normal service, since when, and how it got there; or that it can't go on without somebody outside. */
@Component
class Recover implements TaskForm<Recover.Recovered> {

    private static final String CLOCK = "recover";

    private final Remediations remediations;
    private final ProductOnForm product;
    private final OutsideWaits waits;
    private final Timeline timeline;
    private final Clock clock;

    Recover(Remediations remediations, ProductOnForm product, OutsideWaits waits, Timeline timeline, Clock clock) {
        this.remediations = remediations;
        this.product = product;
        this.waits = waits;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @param progress left out, it is done */
    record Recovered(
            @Nullable Progress progress,
            List<Integer> doneSteps,
            @Nullable String leftOut,
            @Nullable String outcome,
            @Nullable Instant recoveredAt,
            @Nullable String waitingFor,
            @Nullable String waitingReason,
            @Nullable Instant waitingUntil) {

        boolean waits() {
            return progress == Progress.WAITING;
        }

        AskToWait asked() {
            return new AskToWait(waitingFor, waitingReason, waitingUntil);
        }
    }

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
        shown.put("lastWait", waits.lastOf(remediation.productId(), CLOCK));
        shown.put("stepOptions", product.options(remediation, Remediation.Phase.RECOVERY));
        shown.put("doneSteps", product.done(remediation, Remediation.Phase.RECOVERY));
        return shown;
    }

    @Override
    public void check(Recovered submitted, TaskContext task, Problems problems) {
        Remediation remediation = product.remediation(task);
        List<Remediation.Step> steps = Remediation.of(Remediation.Phase.RECOVERY, remediations.steps(remediation.id()));
        if (submitted.waits()) {
            WorkDone.checkSoFar(steps, submitted.doneSteps(), problems);
            submitted.asked().check(clock.instant(), problems);
            return;
        }
        WorkDone.check(steps, submitted.doneSteps(), submitted.leftOut(), problems);
        problems.addIf(submitted.outcome() == null, "outcome", "say how the product was brought back");
        Instant at = submitted.recoveredAt();
        problems.addIf(at != null && at.isAfter(clock.instant()), "recoveredAt", "can't be in the future");
    }

    @Override
    public void accept(Recovered submitted, TaskContext task) {
        Remediation remediation = product.remediation(task);
        remediations.steps(
                remediation.id(),
                Remediation.Phase.RECOVERY,
                submitted.doneSteps(),
                submitted.waits() ? null : submitted.leftOut(),
                task.actor());
        if (submitted.waits()) {
            waits.ask(task, remediation.incidentId(), remediation.productId(), CLOCK, submitted.asked());
            return;
        }
        waits.goOn(task);
        Instant at = Objects.requireNonNullElse(submitted.recoveredAt(), clock.instant());
        String outcome = Objects.requireNonNull(submitted.outcome());
        remediations.recovered(remediation.id(), outcome, at, task.actor());
        timeline.append(
                remediation.incidentId(),
                "recovered",
                task.actor(),
                "%s is back in service since %s: %s".formatted(remediation.productId(), at, outcome));
    }
}
