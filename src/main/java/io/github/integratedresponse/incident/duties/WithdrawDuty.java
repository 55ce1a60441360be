package io.github.integratedresponse.incident.duties;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Withdraws a duty with its incident; {@code toldBefore} says that an authority was told something, so that a person decides. */
@Component
class WithdrawDuty implements JavaDelegate {

    private final Duties duties;

    WithdrawDuty(Duties duties) {
        this.duties = duties;
    }

    @Override
    public void execute(DelegateExecution execution) {
        // it was for the clocks that were called off
        execution.removeVariable("calledOffBecause");
        execution.setVariable("toldBefore", duties.withdraw(((Number) execution.getVariable("dutyId")).longValue()));
    }
}
