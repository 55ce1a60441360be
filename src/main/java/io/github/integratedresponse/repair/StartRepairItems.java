package io.github.integratedresponse.repair;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes on what a session asks for, and starts a process of its own for each. */
@Component
class StartRepairItems implements JavaDelegate {

    private final RepairIntake intake;

    StartRepairItems(RepairIntake intake) {
        this.intake = intake;
    }

    @Override
    public void execute(DelegateExecution execution) {
        intake.startForSession(((Number) execution.getVariable("sessionId")).longValue());
    }
}
