package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves the promises of this process, and nobody else's about the same work, to the due date that it brings along now. */
@Component
class MoveClocks implements JavaDelegate {

    private final Clocks clocks;
    private final Rescheduling rescheduling;

    MoveClocks(Clocks clocks, Rescheduling rescheduling) {
        this.clocks = clocks;
        this.rescheduling = rescheduling;
    }

    @Override
    public void execute(DelegateExecution execution) {
        clocks.retarget(execution.getProcessInstanceId());
        rescheduling.everything(execution.getProcessInstanceId());
    }
}
