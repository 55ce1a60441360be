package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A person says what came of a containment step. */
@Component
class CarryOutContainmentForm implements TaskForm<CarryOutContainmentForm.CarriedOut> {

    enum Outcome {
        DONE,
        FAILED
    }

    record CarriedOut(
            @NotNull(message = "say whether it was done") Outcome outcome,
            @NotNull(message = "say what you did and what you saw") String result) {}

    private final ContainmentActions actions;
    private final ResponseView view;

    CarryOutContainmentForm(ContainmentActions actions, ResponseView view) {
        this.actions = actions;
        this.view = view;
    }

    @Override
    public String id() {
        return "carry-out-containment";
    }

    @Override
    public Class<CarriedOut> type() {
        return CarriedOut.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        ContainmentAction action = actions.byId(task.number("containmentActionId"));
        return Map.of(
                "bridgeNotice", view.bridgeNotice(action.incidentId()),
                "action", IncidentHeader.plain(action.action()),
                "target", IncidentHeader.plain(action.target()),
                "owner", IncidentHeader.plain(action.owner()),
                "whyPerson", action.result() == null ? "" : IncidentHeader.plain(action.result()) + ".");
    }

    @Override
    public void accept(CarriedOut carriedOut, TaskContext task) {
        actions.end(
                task.number("containmentActionId"),
                ContainmentAction.State.valueOf(carriedOut.outcome().name()),
                carriedOut.result(),
                task.actor());
    }
}
