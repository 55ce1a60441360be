package io.github.integratedresponse.sla;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** Starts the clock that an element declares when a run of it begins, and stops it when that run ends. */
class ClockListener implements ExecutionListener {

    private final String clockName;
    private final Clocks clocks;

    ClockListener(String clockName, Clocks clocks) {
        this.clockName = clockName;
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.getEventName().equals(EVENTNAME_START)) {
            clocks.start(ExecutionPromise.of(execution, clockName));
        } else {
            clocks.stop(clockName, execution.getActivityInstanceId(), execution.isCanceled());
        }
    }
}
