package io.github.integratedresponse.incident.duties;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records with the duty what proves that it was met; what a person recorded stays. */
@Component
class RecordProofOfSending implements JavaDelegate {

    private final Sending sending;

    RecordProofOfSending(Sending sending) {
        this.sending = sending;
    }

    @Override
    public void execute(DelegateExecution execution) {
        sending.prove(((Number) execution.getVariable("dutyId")).longValue());
    }
}
