package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.sla.Calendars;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The duties to notify of an incident: which arise, when each is due, and how it ends. */
@Component
public class Duties {

    private static final String CHANGED = "duty-changed";
    private static final String MOVED = "duty-moved";

    private final DutyRecords records;
    private final NotificationDuties decision;
    private final Obligations obligations;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Processes processes;
    private final Calendars calendars;
    private final Clock clock;

    Duties(
            DutyRecords records,
            NotificationDuties decision,
            Obligations obligations,
            Incidents incidents,
            Timeline timeline,
            Processes processes,
            Calendars calendars,
            Clock clock) {
        this.records = records;
        this.decision = decision;
        this.obligations = obligations;
        this.incidents = incidents;
        this.timeline = timeline;
        this.processes = processes;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** @return the duties of an incident, in the order they arose */
    public List<NotificationDuty> of(long incidentId) {
        return records.of(incidentId);
    }

    NotificationDuty byId(long id) {
        return records.byId(id);
    }

    /** When a suspended duty wakes, for the timer of its process. */
    @ForDiagrams
    public Date wakesAt(long id) {
        return Date.from(Objects.requireNonNull(byId(id).suspendedUntil()));
    }

    /** When the time of a duty began to count; {@code null} while nobody knows. Asked by the diagram. */
    @ForDiagrams
    public @Nullable Date beganAt(long id) {
        Instant triggered = byId(id).triggeredAt();
        return triggered == null ? null : Date.from(triggered);
    }

    /**
     * Starts the communication for every duty that the incident has by now and had not before. Calling it again is safe.
     *
     * @return how many are new
     */
    @Transactional
    public int startNew(long incidentId) {
        Incident incident = incidents.byId(incidentId);
        ObligationFacts facts = obligations.of(incident);
        List<NotificationDuty> arisen = decision.of(incident, incidents.affectedProducts(incidentId), facts).stream()
                .flatMap(owed -> records.add(incidentId, owed).stream())
                .toList();
        for (NotificationDuty duty : arisen) {
            Instant due = DueDate.of(duty, facts, others(incidentId)::get, calendars);
            records.falls(duty.id(), facts.at(duty.trigger()), due);
            timeline.append(
                    incidentId,
                    "duty",
                    "system",
                    "Duty to notify: %s (%s), %s"
                            .formatted(
                                    duty.duty().title(),
                                    duty.source(),
                                    due == null
                                            ? "begins when the organisation "
                                                    + duty.trigger().words()
                                            : "due at " + due));
        }
        for (NotificationDuty duty : arisen) {
            processes.start(
                    "stakeholder-communication",
                    incident.number(),
                    Map.of(
                            "incidentId", incidentId,
                            "incidentNumber", incident.number(),
                            "severity", incident.severity().name(),
                            "dutyId", duty.id(),
                            "duty", duty.duty().name(),
                            "approver", duty.approver()));
        }
        return arisen.size();
    }

    /** Says which process instance works on a duty, wakes the duty if its suspension is over, and tells how it stands. */
    @Transactional
    NotificationDuty read(long id, String processInstanceId) {
        records.runsAs(id, processInstanceId);
        NotificationDuty duty = records.locked(id);
        Instant until = duty.suspendedUntil();
        if (until != null && !until.isAfter(clock.instant())) {
            wake(duty, new DutyDecision(DutyDecision.Kind.RESUMED, null, "The suspension is over", "system"), "system");
        }
        return records.byId(id);
    }

    /**
     * Lets every duty of the incident that is not met yet follow what is known now. Its process hears of it.
     *
     * @param workedOn a duty whose own task this comes from, which goes on by itself
     */
    @Transactional
    void follow(long incidentId, @Nullable Long workedOn, String actor) {
        ObligationFacts facts = obligations.of(incidents.byId(incidentId));
        // in the order they arose: one may count from another before it
        for (NotificationDuty duty : records.of(incidentId)) {
            Instant due = duty.owed() ? DueDate.of(duty, facts, others(incidentId)::get, calendars) : duty.dueAt();
            if (Objects.equals(due, duty.dueAt())) {
                continue;
            }
            records.falls(duty.id(), facts.at(duty.trigger()), due);
            timeline.append(
                    incidentId,
                    "duty",
                    actor,
                    "%s is due at %s%s"
                            .formatted(
                                    duty.duty().title(),
                                    due == null ? "a time not known yet" : due,
                                    duty.dueAt() == null ? "" : ", was due at " + duty.dueAt()));
            if (!Objects.equals(duty.id(), workedOn) && duty.state() == NotificationDuty.State.OPEN) {
                tell(duty, due == null || duty.dueAt() == null ? CHANGED : MOVED);
            }
        }
    }

    /**
     * Records a legal decision.
     *
     * @param interrupts whether the process must hear of it, because the decision did not come from its own task
     * @throws InvalidInput when the duty can't be decided about so
     */
    @Transactional
    NotificationDuty decide(long id, DutyDecision decided, String actor, boolean interrupts) {
        NotificationDuty duty = records.locked(id);
        if (!duty.owed()) {
            throw new InvalidInput(
                    "duty", duty.met() ? "was met already" : "was found not to apply, which is the end of it");
        }
        Instant until = decided.suspendedUntil();
        switch (decided.kind()) {
            case SUSPENDED -> {
                if (until == null || !until.isAfter(clock.instant())) {
                    throw new InvalidInput("suspendedUntil", "must be a time in the future");
                }
                records.suspend(id, until);
                note(duty, decided, actor, "Suspended until " + until);
            }
            case NOT_APPLICABLE -> {
                records.wake(id, NotificationDuty.State.NOT_APPLICABLE, duty.stoodStill(), duty.dueAt());
                note(duty, decided, actor, "Does not apply");
            }
            case RESUMED -> {
                if (duty.state() != NotificationDuty.State.SUSPENDED) {
                    throw new InvalidInput("duty", "is not suspended");
                }
                wake(duty, decided, actor);
            }
            case GO_ON -> note(duty, decided, actor, "To be notified as planned");
        }
        if (interrupts) {
            tell(duty, CHANGED);
        }
        return records.byId(id);
    }

    /** Records that a duty was met, and lets duties that count from it follow. Recording it again changes nothing. */
    @Transactional
    void meet(long id, Instant sentAt, String how, String proof, String actor, @Nullable Long messageId) {
        NotificationDuty duty = records.locked(id);
        if (duty.met()) {
            return;
        }
        Instant due = duty.dueAt();
        boolean late = due != null && sentAt.isAfter(due);
        records.met(id, late, sentAt, how, proof, actor, messageId);
        timeline.append(
                duty.incidentId(),
                "notified",
                actor,
                "%s: told %s at %s, %s. Proof: %s"
                        .formatted(duty.duty().title(), late ? "late" : "in time", sentAt, how, proof));
        follow(duty.incidentId(), id, actor);
    }

    private void wake(NotificationDuty duty, DutyDecision decided, String actor) {
        Instant since = Objects.requireNonNull(duty.suspendedAt());
        Duration still = Duration.between(since, clock.instant());
        Instant due = duty.dueAt();
        records.wake(
                duty.id(),
                NotificationDuty.State.OPEN,
                duty.stoodStill().plus(still),
                due == null ? null : due.plus(still));
        note(duty, decided, actor, "Woken" + (due == null ? "" : ", due at " + due.plus(still)));
    }

    private void note(NotificationDuty duty, DutyDecision decided, String actor, String what) {
        records.decided(duty.id(), decided, actor);
        timeline.append(
                duty.incidentId(),
                "legal-decision",
                actor,
                "%s: %s, by decision of %s. %s"
                        .formatted(duty.duty().title(), what, decided.decidedBy(), decided.reason()));
    }

    private void tell(NotificationDuty duty, String message) {
        Optional.ofNullable(duty.processInstanceId())
                .ifPresent(instance -> processes.tellInstance(message, instance, Map.of()));
    }

    private Map<Duty, NotificationDuty> others(long incidentId) {
        Map<Duty, NotificationDuty> all = new EnumMap<>(Duty.class);
        records.of(incidentId).forEach(duty -> all.put(duty.duty(), duty));
        return all;
    }
}
