package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Begins the lifecycle again at the stage that the record says the incident was taken back to. */
@Component
class BeginAgain implements JavaDelegate {

    private final Reopening reopening;

    BeginAgain(Reopening reopening) {
        this.reopening = reopening;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reopening.begin(((Number) execution.getVariable("incidentId")).longValue());
    }
}
