package io.github.integratedresponse.repair;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes on what the incident's published reviews ask for. Running again takes on only what was not there before. */
@Component
class OpenRepairItems implements JavaDelegate {

    private final RepairIntake intake;

    OpenRepairItems(RepairIntake intake) {
        this.intake = intake;
    }

    @Override
    public void execute(DelegateExecution execution) {
        intake.openForIncident(((Number) execution.getVariable("incidentId")).longValue());
    }
}
