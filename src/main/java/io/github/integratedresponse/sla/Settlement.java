package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Processes;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Ends escalations that have nothing left to escalate, and lets fall away what people were to be told of it. */
@Component
class Settlement {

    private static final String STANDS_STILL = "The promise stands still";

    private final Escalations escalations;
    private final ReminderRecords reminders;
    private final EscalationStarts starts;
    private final Processes processes;

    Settlement(Escalations escalations, ReminderRecords reminders, EscalationStarts starts, @Lazy Processes processes) {
        this.starts = starts;
        this.escalations = escalations;
        this.reminders = reminders;
        this.processes = processes;
    }

    /** The promise was kept, late or not, or called off. */
    void stopped(ClockRecords.Moved stopped) {
        end(stopped, "The work was done or called off");
    }

    /** The promise was moved: an escalation goes on only while its level is still reached. */
    void moved(ClockRecords.Moved moved, Instant now) {
        SlaClock promise = moved.clock();
        if (moved.awaited()) {
            reminders.moved(
                    promise,
                    Stream.of(EscalationLevel.values())
                            .filter(level -> level.reached(promise, now))
                            .toList());
        }
        if (moved.escalated()) {
            escalations.open(promise.id()).forEach((level, processInstanceId) -> {
                if (!level.reached(promise, now)) {
                    tell(processInstanceId);
                }
            });
        }
    }

    /** The promise stands still: nobody is asked about it any more. */
    void paused(ClockRecords.Moved paused) {
        end(paused, STANDS_STILL);
    }

    private void end(ClockRecords.Moved moved, String reason) {
        if (moved.awaited()) {
            reminders.fellAwayOf(moved.clock().id(), reason);
        }
        if (moved.escalated()) {
            escalations.open(moved.clock().id()).values().forEach(this::tell);
        }
    }

    /**
     * The promise runs again. One that had been broken before it stood still, and that nobody had answered for, is asked about from the
     * first role on; where people were not warned because it stood still, they are now.
     *
     * @param stoodStillSince when it began to stand still
     */
    void resumed(SlaClock promise, Instant stoodStillSince, Instant now) {
        boolean again = EscalationLevel.BREACH.reached(promise, now)
                ? escalations.settledSince(promise.id(), EscalationLevel.BREACH, stoodStillSince)
                : EscalationLevel.WARNING.reached(promise, now) && reminders.fellAway(promise.id(), STANDS_STILL);
        if (!again) {
            return;
        }
        ExecutionEntity work =
                Context.getCommandContext().getExecutionManager().findExecutionById(promise.processInstanceId());
        if (work != null && !work.isDeleteRoot() && !work.isEnded() && !work.isCanceled()) {
            starts.begin(promise, EscalationLevel.of(promise, now), work);
        }
    }

    private void tell(String processInstanceId) {
        processes.tellInstance("promise-settled", processInstanceId, Map.of());
    }
}
