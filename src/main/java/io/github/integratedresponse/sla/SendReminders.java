package io.github.integratedresponse.sla;

import io.github.integratedresponse.notification.DeliveryFailed;
import io.github.integratedresponse.process.LeavesTheProcess;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes to those who wait to be told of a promise and may be written to now; they are told everything that waits for them. */
@Component
@LeavesTheProcess
class SendReminders implements JavaDelegate {

    private final Reminders reminders;
    private final ReminderRecords records;
    private final Digests digests;

    SendReminders(Reminders reminders, ReminderRecords records, Digests digests) {
        this.reminders = reminders;
        this.records = records;
        this.digests = digests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long clockId = ((Number) execution.getVariable("clockId")).longValue();
        reminders.remindAgain(clockId, EscalationLevel.of((String) execution.getVariable("level")));
        DeliveryFailed failed = null;
        for (String person : records.waitingFor(clockId)) {
            try {
                digests.write(person);
            } catch (DeliveryFailed e) {
                // the others get theirs all the same
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
