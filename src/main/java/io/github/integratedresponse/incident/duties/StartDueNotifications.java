package io.github.integratedresponse.incident.duties;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the communication for every duty to notify that the incident has by now and had not before. */
@Component
class StartDueNotifications implements JavaDelegate {

    private final Duties duties;

    StartDueNotifications(Duties duties) {
        this.duties = duties;
    }

    @Override
    public void execute(DelegateExecution execution) {
        duties.startNew(((Number) execution.getVariable("incidentId")).longValue());
    }
}
