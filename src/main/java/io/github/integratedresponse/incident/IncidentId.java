package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Reads from an execution which incident it works on. */
final class IncidentId {

    private IncidentId() {}

    /** @throws IllegalStateException when the process carries no incident */
    static long of(DelegateExecution execution) {
        if (execution.getVariable("incidentId") instanceof Number id) {
            return id.longValue();
        }
        throw new IllegalStateException("The process carries no incidentId");
    }
}
