package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Merges an incident that triage found to be a duplicate. */
@Component
class MergeIncident implements JavaDelegate {

    private final Duplicates duplicates;

    MergeIncident(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    @Override
    public void execute(DelegateExecution execution) {
        duplicates.merge(
                IncidentId.of(execution), ((Number) execution.getVariable("duplicateOfId")).longValue(), "system");
    }
}
