package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The response decides which steps stop the attacker, and who does each of them. */
@Component
class PlanContainmentForm implements TaskForm<PlanContainmentForm.Plan> {

    record Step(
            @Nullable String action,
            @Nullable String target,
            ContainmentAction.@Nullable By by,
            @Nullable String owner) {

        /** Forms offer a first row; left empty, it is no step. */
        boolean isEmpty() {
            return Stream.of(action, target, owner).allMatch(Objects::isNull);
        }
    }

    record Plan(List<Step> plan, @Nullable String nothingToDo) {

        List<Step> steps() {
            return plan.stream().filter(step -> !step.isEmpty()).toList();
        }
    }

    private final ContainmentActions actions;
    private final ContainmentRows rows;
    private final ResponseView view;
    private final Timeline timeline;

    PlanContainmentForm(ContainmentActions actions, ContainmentRows rows, ResponseView view, Timeline timeline) {
        this.actions = actions;
        this.rows = rows;
        this.view = view;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "plan-containment";
    }

    @Override
    public Class<Plan> type() {
        return Plan.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        return Map.of(
                "bridgeNotice", view.bridgeNotice(incidentId),
                "factsNotice", view.factsNotice(incidentId),
                "actions", rows.of(incidentId),
                "verificationNotice",
                        Boolean.FALSE.equals(task.variable("contained"))
                                ? "**The last verification found it not contained;** the timeline says what it saw."
                                : "");
    }

    @Override
    public void check(Plan plan, TaskContext task, Problems problems) {
        for (int i = 0; i < plan.plan().size(); i++) {
            Step step = plan.plan().get(i);
            if (!step.isEmpty()) {
                String row = "plan[" + (i + 1) + "].";
                problems.addIf(step.action() == null, row + "action", "say what is to be done");
                problems.addIf(step.target() == null, row + "target", "say on what");
                problems.addIf(step.owner() == null, row + "owner", "say who answers for it");
            }
        }
        boolean none = plan.steps().isEmpty();
        problems.addIf(
                none && plan.nothingToDo() == null,
                "plan",
                "plan at least one action, or say why nothing is to be done");
        problems.addIf(!none && plan.nothingToDo() != null, "nothingToDo", "leave it empty when actions are planned");
    }

    @Override
    public void accept(Plan plan, TaskContext task) {
        long incidentId = task.number("incidentId");
        if (plan.nothingToDo() != null) {
            timeline.append(
                    incidentId, "containment", task.actor(), "Nothing is to be contained: " + plan.nothingToDo());
        }
        for (Step step : plan.steps()) {
            actions.plan(
                    incidentId,
                    Objects.requireNonNull(step.action()),
                    Objects.requireNonNull(step.target()),
                    Objects.requireNonNullElse(step.by(), ContainmentAction.By.PERSON),
                    Objects.requireNonNull(step.owner()),
                    task.actor());
        }
    }
}
