package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves every promise, due date, priority and timer of the work to the severity that the process carries now. */
@Component
class RetargetClocks implements JavaDelegate {

    private final Retargeting retargeting;

    RetargetClocks(Retargeting retargeting) {
        this.retargeting = retargeting;
    }

    @Override
    public void execute(DelegateExecution execution) {
        retargeting.retarget(ExecutionPromise.businessKey(execution), ExecutionPromise.severity(execution));
    }
}
