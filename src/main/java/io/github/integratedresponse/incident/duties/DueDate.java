package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.sla.Calendars;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When a duty falls due, by the law's own way of counting. */
final class DueDate {

    private DueDate() {}

    /**
     * @param others the other duties of the same incident, {@code null} where there is none
     * @return {@code null} while it is not known when the time begins
     */
    static @Nullable Instant of(
            NotificationDuty duty,
            ObligationFacts facts,
            Function<Duty, @Nullable NotificationDuty> others,
            Calendars calendars) {
        Instant trigger = facts.at(duty.trigger());
        if (trigger == null) {
            return null;
        }
        Instant due = new Deadline(duty.deadline()).after(begin(duty, trigger, others), calendars);
        if (duty.latest() != null) {
            Instant latest = facts.awareAt().plus(duty.latest());
            // who finds out later than that has the whole deadline again (RTS (EU) 2025/301, Art. 5)
            if (!trigger.isAfter(latest) && due.isAfter(latest)) {
                due = latest;
            }
        }
        return due.plus(duty.stoodStill());
    }

    private static Instant begin(
            NotificationDuty duty, Instant trigger, Function<Duty, @Nullable NotificationDuty> others) {
        NotificationDuty first = duty.countedFrom() == null ? null : others.apply(duty.countedFrom());
        if (first == null
                || first.state() == NotificationDuty.State.NOT_APPLICABLE
                || first.state() == NotificationDuty.State.WITHDRAWN) {
            return trigger;
        }
        Instant sent = first.sentAt();
        Instant due = first.dueAt();
        return sent != null ? sent : due != null ? due : trigger;
    }
}
