package io.github.integratedresponse.incident;

import static io.github.integratedresponse.incident.IncidentHeader.plain;

import io.github.integratedresponse.incident.Remediation.Phase;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Plans how the cause is removed from one product and the product brought back. */
@Component
class PlanRemediation implements TaskForm<PlanRemediation.Plan> {

    private final Remediations remediations;
    private final ProductOnForm product;
    private final Timeline timeline;

    PlanRemediation(Remediations remediations, ProductOnForm product, Timeline timeline) {
        this.remediations = remediations;
        this.product = product;
        this.timeline = timeline;
    }

    record Plan(
            @NotNull(message = "say who leads the work") String lead,
            @NotNull(message = "say how the cause is removed and the product brought back") String approach,
            List<@Valid PlannedStep> steps,
            @NotNull(message = "say how a second person will see that it worked") String criterion) {}

    record PlannedStep(
            @NotNull(message = "say whether it belongs to eradication or recovery") Phase phase,
            @NotNull(message = "say what is done") String step) {}

    @Override
    public String id() {
        return "plan-remediation";
    }

    @Override
    public Class<Plan> type() {
        return Plan.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Remediation remediation = product.remediation(task);
        Map<String, Object> shown = product.shown(remediation);
        shown.put("lead", remediation.lead());
        shown.put("previousAttempt", "");
        remediations.before(remediation).ifPresent(before -> {
            shown.put(
                    "previousAttempt",
                    "**Tried before:** " + plain(Objects.requireNonNullElse(before.approach(), "not planned yet"))
                            + "\n\n**What was found then:** "
                            + plain(Objects.requireNonNullElse(before.finding(), "ended by a relapse elsewhere")));
            shown.put("lead", before.lead());
            shown.put("approach", Objects.requireNonNullElse(before.approach(), ""));
            shown.put("criterion", Objects.requireNonNullElse(before.criterion(), ""));
            shown.put(
                    "steps",
                    remediations.steps(before.id()).stream()
                            .map(step -> Map.of("phase", step.phase().name(), "step", step.step()))
                            .toList());
        });
        return shown;
    }

    @Override
    public void check(Plan plan, TaskContext task, Problems problems) {
        for (Phase phase : Phase.values()) {
            problems.addIf(
                    plan.steps().stream().noneMatch(step -> step.phase() == phase),
                    "steps",
                    "name at least one step of " + phase.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void accept(Plan plan, TaskContext task) {
        Remediation remediation = product.remediation(task);
        List<Remediation.Step> steps = new ArrayList<>();
        // eradication first, whatever the order they were written in
        Stream.of(Phase.values())
                .flatMap(phase -> plan.steps().stream().filter(step -> step.phase() == phase))
                .forEach(step ->
                        steps.add(new Remediation.Step(steps.size() + 1, step.phase(), step.step(), null, null)));
        remediations.plan(remediation.id(), plan.lead(), plan.approach(), plan.criterion(), steps);
        timeline.append(
                remediation.incidentId(),
                "remediation-planned",
                task.actor(),
                "Remediation of %s planned in %d steps, led by %s: %s"
                        .formatted(remediation.productId(), steps.size(), plan.lead(), plan.approach()));
    }
}
