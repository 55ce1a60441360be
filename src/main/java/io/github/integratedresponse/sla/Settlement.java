package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Processes;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Ends escalations that have nothing left to escalate, and lets fall away what people were to be told of it. */
@Component
class Settlement {

    private final Escalations escalations;
    private final ReminderRecords reminders;
    private final Processes processes;

    Settlement(Escalations escalations, ReminderRecords reminders, @Lazy Processes processes) {
        this.escalations = escalations;
        this.reminders = reminders;
        this.processes = processes;
    }

    /** The promise was kept, late or not, or called off. */
    void stopped(long clockId) {
        reminders.fellAwayOf(clockId, "The work was done or called off");
        escalations.open(clockId).values().forEach(this::tell);
    }

    /** The promise was moved: an escalation goes on only while its level is still reached. */
    void moved(SlaClock promise, Instant now) {
        reminders.moved(
                promise,
                Stream.of(EscalationLevel.values())
                        .filter(level -> level.reached(promise, now))
                        .toList());
        escalations.open(promise.id()).forEach((level, processInstanceId) -> {
            if (!level.reached(promise, now)) {
                tell(processInstanceId);
            }
        });
    }

    private void tell(String processInstanceId) {
        processes.tellInstance("promise-settled", processInstanceId, Map.of());
    }
}
