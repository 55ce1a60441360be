package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Lets the record follow the diagram: since when work waits, and that it no longer does when it is taken away. */
@Component
class KeepOutsideWait implements ExecutionListener {

    private final OutsideWaits waits;

    KeepOutsideWait(OutsideWaits waits) {
        this.waits = waits;
    }

    @Override
    public void notify(DelegateExecution execution) {
        long id = ((Number) execution.getVariable("outsideWaitId")).longValue();
        if (execution.getEventName().equals(EVENTNAME_START)) {
            waits.begin(id);
        } else if (execution.isCanceled()) {
            waits.callOff(id);
        }
    }
}
