package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;

/** Keeps the clock that a start event declares, which ends as it begins. */
class MeasureListener implements ExecutionListener {

    private final DeclaredClock declared;
    private final Clocks clocks;

    MeasureListener(DeclaredClock declared, Clocks clocks) {
        this.declared = declared;
        this.clocks = clocks;
    }

    /** Whoever starts the process need not be allowed to ask the policy. */
    @Override
    public void notify(DelegateExecution execution) {
        Context.getCommandContext().runWithoutAuthorization(() -> {
            clocks.measure(ExecutionPromise.of(execution, declared));
            return null;
        });
    }
}
