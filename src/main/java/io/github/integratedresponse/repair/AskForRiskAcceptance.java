package io.github.integratedresponse.repair;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Leaves the repair for the executive's decision when a finished task asked for the risk to be accepted. */
@Component
class AskForRiskAcceptance implements ExecutionListener {

    static final String ASKED = "riskAsked";

    @Override
    public void notify(DelegateExecution execution) {
        if (!execution.isCanceled() && Boolean.TRUE.equals(execution.getVariable(ASKED))) {
            execution.setVariable(ASKED, false);
            throw new BpmnError("risk-asked");
        }
    }
}
