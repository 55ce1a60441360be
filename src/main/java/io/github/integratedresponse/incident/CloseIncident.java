package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts on the record that the incident is closed, and hands over what a duplicate carried. */
@Component
class CloseIncident implements JavaDelegate {

    private final Closing closing;

    CloseIncident(Closing closing) {
        this.closing = closing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        closing.close(((Number) execution.getVariable("incidentId")).longValue());
    }
}
