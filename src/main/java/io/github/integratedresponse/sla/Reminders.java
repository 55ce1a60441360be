package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.ForDiagrams;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom to tell of promises: each person once per promise, however many timers and tasks there are. They are written to by
 * {@link Digests}, and the diagram waits until they may be.
 */
@Component
public class Reminders {

    private final Clocks clocks;
    private final Responsible responsible;
    private final Addresses addresses;
    private final ReminderRecords records;
    private final Digests digests;
    private final ObjectProvider<EscalationNews> news;
    private final Clock clock;

    Reminders(
            Clocks clocks,
            Responsible responsible,
            Addresses addresses,
            ReminderRecords records,
            Digests digests,
            ObjectProvider<EscalationNews> news,
            Clock clock) {
        this.clocks = clocks;
        this.responsible = responsible;
        this.addresses = addresses;
        this.records = records;
        this.digests = digests;
        this.news = news;
        this.clock = clock;
    }

    /** Whether somebody still waits to be told of a promise. */
    @ForDiagrams
    public boolean waiting(long clockId) {
        return !records.waitingFor(clockId).isEmpty();
    }

    /** When the next of those who wait to be told of a promise may be written to. */
    @ForDiagrams
    public Date nextAt(long clockId) {
        return Date.from(records.waitingFor(clockId).stream()
                .map(digests::mayBeWrittenTo)
                .min(java.util.Comparator.naturalOrder())
                .orElseGet(clock::instant));
    }

    /** Notes whoever has the work, or may take it. */
    @Transactional
    void remind(SlaClock promise, EscalationLevel level) {
        Set<String> reminded = new TreeSet<>();
        for (Responsible.Work work : responsible.openWork(promise)) {
            for (String person : responsible.people(work)) {
                if (records.note(promise, level, person, work)) {
                    reminded.add(person);
                }
            }
        }
        if (!reminded.isEmpty()) {
            String text = "Clock %s %s %s; to be reminded: %s"
                    .formatted(
                            promise.name(),
                            level == EscalationLevel.BREACH ? "was due at" : "is due at",
                            promise.dueAt(),
                            String.join(", ", reminded));
            news.forEach(one -> one.happened(promise.businessKey(), "system", text));
        }
    }

    /** Looks once more who has the work, where somebody waited so long that it may have gone to somebody else. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void remindAgain(long clockId, EscalationLevel level) {
        if (records.unsettled(clockId)) {
            SlaClock promise = clocks.byId(clockId);
            if (clocks.owed(promise, level)) {
                remind(promise, level);
            }
        }
    }

    /** Notes everybody who has the role that a broken promise came to. */
    @Transactional
    void tellRole(SlaClock promise, String role, String processInstanceId) {
        addresses.withRole(role).forEach(person -> records.noteRole(promise, person, role, processInstanceId));
    }
}
