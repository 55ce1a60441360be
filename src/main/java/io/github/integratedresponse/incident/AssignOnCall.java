package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gives the incident to those whose turn it is to lead a response. */
@Component
class AssignOnCall implements JavaDelegate {

    private final OnCall onCall;
    private final ResponseTeam team;

    AssignOnCall(OnCall onCall, ResponseTeam team) {
        this.onCall = onCall;
        this.team = team;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String commander = onCall.incidentCommander().orElse(null);
        String lead = onCall.communicationsLead().orElse(null);
        team.lead(IncidentId.of(execution), commander, lead, "system");
        execution.setVariable("incidentCommander", commander);
        execution.setVariable("communicationsLead", lead);
    }
}
