package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;

/** Starts the clock that an element declares when a run of it begins, and stops it when that run ends. */
class ClockListener implements ExecutionListener {

    private final DeclaredClock declared;
    private final Clocks clocks;

    ClockListener(DeclaredClock declared, Clocks clocks) {
        this.declared = declared;
        this.clocks = clocks;
    }

    /** Whoever completed the task before need not be allowed to ask the policy. */
    @Override
    public void notify(DelegateExecution execution) {
        Context.getCommandContext().runWithoutAuthorization(() -> {
            keep(execution);
            return null;
        });
    }

    private void keep(DelegateExecution execution) {
        if (execution.getEventName().equals(EVENTNAME_START)) {
            declared.start(execution, clocks);
        } else {
            clocks.stop(
                    declared.name(),
                    execution.getActivityInstanceId(),
                    execution.isCanceled() ? because(execution) : null);
        }
    }

    /** A process that is told why its work is called off carries that while it ends. */
    private static String because(DelegateExecution execution) {
        return execution.getVariable("calledOffBecause") instanceof String because ? because : "The work was cancelled";
    }
}
