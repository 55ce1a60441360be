package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes an incident that triage found to be none. */
@Component
class CloseWithoutResponse implements JavaDelegate {

    private final Verdicts verdicts;

    CloseWithoutResponse(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        verdicts.close(
                IncidentId.of(execution), ClosureReason.valueOf((String) execution.getVariable("closureReason")));
    }
}
