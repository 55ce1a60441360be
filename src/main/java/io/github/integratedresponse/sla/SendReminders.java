package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.notification.Channel;
import io.github.integratedresponse.notification.DeliveryFailed;
import io.github.integratedresponse.notification.ForeignText;
import io.github.integratedresponse.notification.Message;
import io.github.integratedresponse.notification.Messages;
import io.github.integratedresponse.notification.NewMessage;
import io.github.integratedresponse.process.LeavesTheProcess;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the reminders of a promise by mail, each once; one that nobody can receive is kept with the reason. */
@Component
@LeavesTheProcess
class SendReminders implements JavaDelegate {

    private final Clocks clocks;
    private final Escalations escalations;
    private final Addresses addresses;
    private final Messages messages;
    private final Restrictions restrictions;

    SendReminders(
            Clocks clocks, Escalations escalations, Addresses addresses, Messages messages, Restrictions restrictions) {
        this.clocks = clocks;
        this.escalations = escalations;
        this.addresses = addresses;
        this.messages = messages;
        this.restrictions = restrictions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SlaClock promise = clocks.byId(((Number) execution.getVariable("clockId")).longValue());
        DeliveryFailed failed = null;
        for (Escalations.Reminder reminder : escalations.unsentReminders(promise)) {
            try {
                send(promise, reminder);
            } catch (DeliveryFailed e) {
                // the others get theirs all the same
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void send(SlaClock promise, Escalations.Reminder reminder) {
        if (!restrictions.mayKnow(reminder.person(), promise.businessKey())) {
            escalations.notReminded(promise, reminder.person(), "May not know of the incident");
            return;
        }
        Optional<String> address = addresses.of(reminder.person());
        if (address.isEmpty()) {
            escalations.notReminded(promise, reminder.person(), "No mail address is known");
            return;
        }
        boolean broken = EscalationLevel.of(reminder.level()) == EscalationLevel.BREACH;
        // it says what the task is about, in words that came from outside
        String task = ForeignText.withoutLinks(reminder.taskName());
        Message kept = messages.keep(new NewMessage(
                "sla-reminder-%d-%d-%s".formatted(promise.id(), promise.dueAt().toEpochMilli(), reminder.person()),
                promise.businessKey(),
                Channel.MAIL,
                List.of(address.get()),
                "%s: %s is %s"
                        .formatted(
                                restrictions.nameInMail(promise.businessKey()), task, broken ? "overdue" : "soon due"),
                "%s\n\nPromise: %s, due %s.\nYou find the task in Tasklist."
                        .formatted(task, promise.name(), promise.dueAt())));
        escalations.reminded(
                promise, reminder.person(), messages.send(kept.id()).id());
    }
}
