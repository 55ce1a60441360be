package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.notification.Channel;
import io.github.integratedresponse.notification.DeliveryFailed;
import io.github.integratedresponse.notification.Messages;
import io.github.integratedresponse.notification.NewMessage;
import io.github.integratedresponse.process.LeavesTheProcess;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the people of the role that an escalation has come to, by mail, each once. */
@Component
@LeavesTheProcess
class TellRole implements JavaDelegate {

    private final Clocks clocks;
    private final Addresses addresses;
    private final Messages messages;
    private final Restrictions restrictions;

    TellRole(Clocks clocks, Addresses addresses, Messages messages, Restrictions restrictions) {
        this.clocks = clocks;
        this.addresses = addresses;
        this.messages = messages;
        this.restrictions = restrictions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SlaClock promise = clocks.byId(((Number) execution.getVariable("clockId")).longValue());
        String role = (String) execution.getVariable("escalateTo");
        DeliveryFailed failed = null;
        for (String person : addresses.withRole(role)) {
            if (!restrictions.mayKnow(person, promise.businessKey())) {
                continue;
            }
            try {
                addresses
                        .of(person)
                        .ifPresent(address -> messages.send(messages.keep(message(
                                        "sla-escalation-%s-%s-%s"
                                                .formatted(execution.getProcessInstanceId(), role, person),
                                        promise,
                                        role,
                                        address))
                                .id()));
            } catch (DeliveryFailed e) {
                // the others are told all the same
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private NewMessage message(String key, SlaClock promise, String role, String address) {
        return new NewMessage(
                key,
                promise.businessKey(),
                Channel.MAIL,
                List.of(address),
                "%s: the promise %s is broken"
                        .formatted(restrictions.nameInMail(promise.businessKey()), promise.name()),
                "It was due %s and is escalated to the role %s.\nAcknowledge it in Tasklist."
                        .formatted(promise.dueAt(), role));
    }
}
