package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Notes that the expected date has passed and nobody answered, so that the work goes on and its clock with it. */
@Component
class NoteNothingCame implements JavaDelegate {

    private final OutsideWaits waits;

    NoteNothingCame(OutsideWaits waits) {
        this.waits = waits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        waits.nothingCame(((Number) execution.getVariable("outsideWaitId")).longValue());
    }
}
