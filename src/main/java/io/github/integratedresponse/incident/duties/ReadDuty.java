package io.github.integratedresponse.incident.duties;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out how the duty stands: {@code dutyState}, and {@code triggerKnown} when its time has begun. */
@Component
class ReadDuty implements JavaDelegate {

    private final Duties duties;

    ReadDuty(Duties duties) {
        this.duties = duties;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long id = ((Number) execution.getVariable("dutyId")).longValue();
        NotificationDuty duty = duties.read(id, execution.getProcessInstanceId());
        execution.setVariable("dutyState", duty.state().name());
        execution.setVariable("triggerKnown", duty.dueAt() != null);
    }
}
