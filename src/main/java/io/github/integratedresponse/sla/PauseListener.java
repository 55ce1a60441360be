package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** Lets clocks stand still while a run of an element lasts that declares a pause. */
class PauseListener implements ExecutionListener {

    private final DeclaredPause declared;
    private final Pausing pausing;

    PauseListener(DeclaredPause declared, Pausing pausing) {
        this.declared = declared;
        this.pausing = pausing;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.getEventName().equals(EVENTNAME_START)) {
            pausing.begin(declared, execution);
        } else {
            pausing.end(execution);
        }
    }
}
