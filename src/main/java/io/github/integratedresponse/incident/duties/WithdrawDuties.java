package io.github.integratedresponse.incident.duties;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the communications of an incident that was merged or found to be none that their duties are withdrawn. */
@Component
class WithdrawDuties implements JavaDelegate {

    private final Duties duties;

    WithdrawDuties(Duties duties) {
        this.duties = duties;
    }

    @Override
    public void execute(DelegateExecution execution) {
        duties.withdrawAll(((Number) execution.getVariable("incidentId")).longValue());
    }
}
