package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends what is left of a remediation because the attack is back, and says so to whoever called it. */
@Component
class RecordContainmentLost implements JavaDelegate {

    private final Remediations remediations;
    private final Timeline timeline;

    RecordContainmentLost(Remediations remediations, Timeline timeline) {
        this.remediations = remediations;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        remediations.interrupt(execution.getProcessInstanceId());
        timeline.append(
                ((Number) execution.getVariable("incidentId")).longValue(),
                "containment-lost",
                "system",
                "Containment is lost: remediation of every product ends, and the incident goes back to containment");
        execution.setVariable("containmentLost", true);
    }
}
