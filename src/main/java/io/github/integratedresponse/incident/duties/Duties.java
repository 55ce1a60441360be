package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.incident.Verdict;
import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.sla.Calendars;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
    private static final String WITHDRAWN = "duty-withdrawn";

    private final DutyRecords records;
    private final NotificationDuties decision;
    private final Obligations obligations;
    private final Fate fate;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Processes processes;
    private final Calendars calendars;
    private final Clock clock;

    Duties(
            DutyRecords records,
            NotificationDuties decision,
            Obligations obligations,
            Fate fate,
            Incidents incidents,
            Timeline timeline,
            Processes processes,
            Calendars calendars,
            Clock clock) {
        this.records = records;
        this.decision = decision;
        this.obligations = obligations;
        this.fate = fate;
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
        return arise(incident, decision.of(incident, incidents.affectedProducts(incidentId), obligations.of(incident)));
    }

    private int arise(Incident incident, Collection<OwedDuty> found) {
        long incidentId = incident.id();
        ObligationFacts facts = obligations.of(incident);
        List<NotificationDuty> arisen = found.stream()
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
                    "duty",
                    duty.met()
                            ? "was met already"
                            : duty.state() == NotificationDuty.State.WITHDRAWN
                                    ? "was withdrawn with its incident"
                                    : "was found not to apply, which is the end of it");
        }
        if (interrupts && decided.kind() == DutyDecision.Kind.WITHDRAWN) {
            throw new InvalidInput("decision", "must be SUSPENDED, NOT_APPLICABLE or RESUMED");
        }
        Instant until = decided.suspendedUntil();
        switch (decided.kind()) {
            case SUSPENDED -> {
                if (until == null || !until.isAfter(clock.instant())) {
                    throw new InvalidInput("suspendedUntil", "must be a time in the future");
                }
                new Problems().addUnlessInCalendar("suspendedUntil", until).throwIfAny();
                records.suspend(id, until);
                note(duty, decided, actor, "Suspended until " + until);
            }
            case NOT_APPLICABLE -> {
                records.wake(id, NotificationDuty.State.NOT_APPLICABLE, duty.stoodStill(), duty.dueAt());
                note(duty, decided, actor, "Does not apply");
            }
            case WITHDRAWN -> {
                records.wake(id, NotificationDuty.State.WITHDRAWN, duty.stoodStill(), duty.dueAt());
                note(duty, decided, actor, "No longer owed");
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

    /**
     * Tells the communications of an incident that is none of its own any more; each withdraws its duty as it stands.
     *
     * @return how many duties it is about
     */
    @Transactional
    int withdrawAll(long incidentId) {
        Optional<String> why = fate.of(incidents.byId(incidentId));
        List<NotificationDuty> owed = why.isEmpty()
                ? List.of()
                : records.of(incidentId).stream().filter(NotificationDuty::owed).toList();
        for (NotificationDuty duty : owed) {
            String instance = duty.processInstanceId();
            boolean heard = instance != null
                    && processes.tellInstance(WITHDRAWN, instance, Map.of("calledOffBecause", why.orElseThrow()));
            if (!heard) {
                withdraw(duty.id());
            }
        }
        return owed.size();
    }

    /**
     * Withdraws a duty because of what became of its incident. One that was met stays met. One whose authority was told something
     * before stays owed, because the authority expects the rest: a person decides.
     *
     * @return whether a person has to decide
     */
    @Transactional
    boolean withdraw(long id) {
        NotificationDuty duty = records.locked(id);
        String why = fate.of(incidents.byId(duty.incidentId())).orElse("No longer an incident");
        boolean toldBefore = duty.owed() && !toldBefore(duty).isEmpty();
        if (duty.owed() && !toldBefore) {
            records.wake(id, NotificationDuty.State.WITHDRAWN, duty.stoodStill(), duty.dueAt());
        }
        if (duty.owed()) {
            timeline.append(
                    duty.incidentId(),
                    "duty",
                    "system",
                    "%s: %s. %s"
                            .formatted(
                                    duty.duty().title(),
                                    toldBefore ? "somebody decides whether it is still owed" : "withdrawn",
                                    why));
        }
        return toldBefore;
    }

    /** @return the duties that were met towards the same authority, under the same law */
    List<NotificationDuty> toldBefore(NotificationDuty duty) {
        return duty.recipientsKind() != RecipientsKind.REGULATOR
                ? List.of()
                : records.of(duty.incidentId()).stream()
                        .filter(NotificationDuty::met)
                        .filter(other -> other.recipientsKind() == RecipientsKind.REGULATOR)
                        .filter(other ->
                                other.duty().regime().equals(duty.duty().regime()))
                        .toList();
    }

    /**
     * Lets one incident owe what another one owed that was merged into it: it knows all that was known of the other, is assessed again,
     * and has every duty that the other had not met. No duty arises twice.
     */
    @Transactional
    void takeOver(Incident from, Incident into) {
        if (obligations.join(from, into)) {
            follow(into.id(), null, "system");
        }
        List<NotificationDuty> others = records.of(from.id());
        List<NotificationDuty> told =
                others.stream().filter(NotificationDuty::met).toList();
        // one that nobody has confirmed owes nothing yet, unless the other did
        boolean owes = into.verdict() == Verdict.TRUE_POSITIVE || !others.isEmpty();
        int arisen = (owes ? startNew(into.id()) : 0)
                + arise(
                        into,
                        others.stream()
                                .filter(duty -> duty.owed() || duty.state() == NotificationDuty.State.WITHDRAWN)
                                .map(NotificationDuty::asOwed)
                                .toList());
        if (!others.isEmpty()) {
            timeline.append(
                    into.id(),
                    "duty",
                    "system",
                    "Duties to notify assessed again with what was known of %s, %s"
                            .formatted(
                                    fate.nameOf(from),
                                    arisen == 0 ? "none is new" : arisen == 1 ? "1 is new" : arisen + " are new"));
        }
        for (NotificationDuty duty : told) {
            timeline.append(
                    into.id(),
                    "duty",
                    "system",
                    "As %s, told already at %s: %s"
                            .formatted(
                                    fate.nameOf(from),
                                    duty.sentAt(),
                                    duty.duty().title()));
        }
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
