package io.github.integratedresponse.incident;

import static io.github.integratedresponse.incident.IncidentHeader.plain;

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

/** Keeps that the cause was removed from a product, and how; or that it can't go on without somebody outside. */
@Component
class Eradicate implements TaskForm<Eradicate.Eradicated> {

    private static final String CLOCK = "mitigate";

    private final Remediations remediations;
    private final ProductOnForm product;
    private final OutsideWaits waits;
    private final Timeline timeline;
    private final Clock clock;

    Eradicate(Remediations remediations, ProductOnForm product, OutsideWaits waits, Timeline timeline, Clock clock) {
        this.remediations = remediations;
        this.product = product;
        this.waits = waits;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @param progress left out, it is done */
    record Eradicated(
            @Nullable Progress progress,
            List<Integer> doneSteps,
            @Nullable String leftOut,
            @Nullable String outcome,
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
        shown.put("lastWait", waits.lastOf(remediation.productId(), CLOCK));
        shown.put("stepOptions", product.options(remediation, Remediation.Phase.ERADICATION));
        shown.put("doneSteps", product.done(remediation, Remediation.Phase.ERADICATION));
        return shown;
    }

    @Override
    public void check(Eradicated submitted, TaskContext task, Problems problems) {
        List<Remediation.Step> steps = Remediation.of(
                Remediation.Phase.ERADICATION,
                remediations.steps(product.remediation(task).id()));
        if (submitted.waits()) {
            WorkDone.checkSoFar(steps, submitted.doneSteps(), problems);
            submitted.asked().check(clock.instant(), problems);
        } else {
            WorkDone.check(steps, submitted.doneSteps(), submitted.leftOut(), problems);
            problems.addIf(submitted.outcome() == null, "outcome", "say what was removed, and how");
        }
    }

    @Override
    public void accept(Eradicated submitted, TaskContext task) {
        Remediation remediation = product.remediation(task);
        remediations.steps(
                remediation.id(),
                Remediation.Phase.ERADICATION,
                submitted.doneSteps(),
                submitted.waits() ? null : submitted.leftOut(),
                task.actor());
        if (submitted.waits()) {
            waits.ask(task, remediation.incidentId(), remediation.productId(), CLOCK, submitted.asked());
            return;
        }
        waits.goOn(task);
        String outcome = Objects.requireNonNull(submitted.outcome());
        remediations.eradicated(remediation.id(), outcome, task.actor());
        timeline.append(
                remediation.incidentId(),
                "eradicated",
                task.actor(),
                "Eradicated from %s: %s".formatted(remediation.productId(), outcome));
    }
}
