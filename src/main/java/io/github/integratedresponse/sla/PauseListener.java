package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;

/** Lets clocks stand still while a run of an element lasts that declares a pause. */
class PauseListener implements ExecutionListener {

    private final DeclaredPause declared;
    private final Pausing pausing;

    PauseListener(DeclaredPause declared, Pausing pausing) {
        this.declared = declared;
        this.pausing = pausing;
    }

    /** Whoever completed the task before need not be allowed to ask the policy or to see the timers. */
    @Override
    public void notify(DelegateExecution execution) {
        Context.getCommandContext().runWithoutAuthorization(() -> {
            if (execution.getEventName().equals(EVENTNAME_START)) {
                pausing.begin(declared, execution);
            } else {
                pausing.end(execution);
            }
            return null;
        });
    }
}
