package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds the people of the role that an escalation has come to; {@link SendReminders} writes to them. */
@Component
class TellRole implements JavaDelegate {

    private final Clocks clocks;
    private final Reminders reminders;

    TellRole(Clocks clocks, Reminders reminders) {
        this.clocks = clocks;
        this.reminders = reminders;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SlaClock promise = clocks.byId(((Number) execution.getVariable("clockId")).longValue());
        reminders.tellRole(promise, (String) execution.getVariable("escalateTo"), execution.getProcessInstanceId());
    }
}
