package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the incident that goes on owe what a duplicate owed, and assesses it again with what was known of both. */
@Component
class TakeOverDuties implements JavaDelegate {

    private final Duties duties;
    private final Incidents incidents;
    private final Fate fate;

    TakeOverDuties(Duties duties, Incidents incidents, Fate fate) {
        this.duties = duties;
        this.incidents = incidents;
        this.fate = fate;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Incident duplicate = incidents.byId(((Number) execution.getVariable("incidentId")).longValue());
        fate.goesOnAs(duplicate).ifPresent(other -> duties.takeOver(duplicate, other));
    }
}
