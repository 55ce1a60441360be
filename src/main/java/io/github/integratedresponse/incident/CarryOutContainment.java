package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.LeavesTheProcess;
import java.util.List;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Has a containment step carried out by the connected system; where none is, or it refuses, the step is a person's. */
@Component
@LeavesTheProcess
class CarryOutContainment implements JavaDelegate {

    private final ContainmentActions actions;
    private final List<ContainmentAutomation> automations;

    CarryOutContainment(ContainmentActions actions, List<ContainmentAutomation> automations) {
        this.actions = actions;
        this.automations = automations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContainmentAction action = actions.byId(((Number) execution.getVariable("containmentActionId")).longValue());
        ContainmentAutomation connected = automations.stream()
                .filter(ContainmentAutomation::isConnected)
                .findFirst()
                .orElseThrow(() -> forPerson(action, "No system is connected that could do it"));
        try {
            String said =
                    connected.carryOut(action, execution.getProcessBusinessKey(), "containment-action-" + action.id());
            actions.end(action.id(), ContainmentAction.State.DONE, said, "system");
        } catch (ContainmentRefused e) {
            throw forPerson(action, String.valueOf(e.getMessage()));
        }
    }

    private BpmnError forPerson(ContainmentAction action, String why) {
        actions.handToPerson(action.id(), why);
        return new BpmnError("containment-needs-person", why);
    }
}
