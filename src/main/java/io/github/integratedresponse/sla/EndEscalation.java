package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records how an escalation ended, as the end event it came to says with the input parameter {@code outcome}. */
@Component
class EndEscalation implements JavaDelegate {

    private final Escalations escalations;

    EndEscalation(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        escalations.end(execution.getProcessInstanceId(), (String) execution.getVariable("outcome"));
    }
}
