package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds whoever is responsible for a promise that is still owed. */
@Component
class RemindResponsible implements JavaDelegate {

    private final Clocks clocks;
    private final Reminders reminders;

    RemindResponsible(Clocks clocks, Reminders reminders) {
        this.clocks = clocks;
        this.reminders = reminders;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SlaClock promise = clocks.byId(((Number) execution.getVariable("clockId")).longValue());
        EscalationLevel level = EscalationLevel.of((String) execution.getVariable("level"));
        boolean owed = clocks.owed(promise, level);
        execution.setVariable("stillOwed", owed);
        if (owed) {
            reminders.remind(promise, level);
        }
    }
}
