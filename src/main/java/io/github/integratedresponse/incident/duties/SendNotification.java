package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.process.LeavesTheProcess;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the approved draft, once however often it runs; {@code sent} says whether it left the platform. */
@Component
@LeavesTheProcess
class SendNotification implements JavaDelegate {

    private final Sending sending;

    SendNotification(Sending sending) {
        this.sending = sending;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long dutyId = ((Number) execution.getVariable("dutyId")).longValue();
        execution.setVariable("sent", sending.send(dutyId, execution.getProcessBusinessKey()));
    }
}
