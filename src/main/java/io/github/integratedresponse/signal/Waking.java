package io.github.integratedresponse.signal;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.process.WorkQueue;
import io.github.integratedresponse.process.WorkQueue.Urgency;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings signals back when their snooze is over, some hundred at a time, each in a job of the engine. A job says which end it was made
 * for: one whose snooze got another end meanwhile has nothing to do.
 */
@Component
class Waking {

    /** Of the engine's jobs that do it. */
    static final String TYPE = "wake-snoozed-signals";

    private static final String SYSTEM = "system";

    /** As many as are placed together. */
    private static final int SLICE = 200;

    private final SuppressionTable table;
    private final WorkQueue queue;
    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    Waking(SuppressionTable table, WorkQueue queue, AuditLog audit, JdbcClient jdbc, Clock clock) {
        this.table = table;
        this.queue = queue;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Has the signals brought back at the end of a snooze, as it stands now. */
    void atTheEndOf(Suppression snooze) {
        queue.put(TYPE, subject(snooze), Urgency.USUAL, snooze.endsAt());
    }

    /** Has them brought back once the running transaction, which ended the snooze, has committed. */
    void now(Suppression snooze) {
        queue.put(TYPE, subject(snooze), Urgency.USUAL);
    }

    /** @param subject the id of a snooze and the end that the job was made for */
    @Transactional
    public void wake(String subject) {
        String[] parts = subject.split(" ", 2);
        Suppression snooze = table.byId(Long.parseLong(parts[0])).orElseThrow();
        if (snooze.endedAt() == null) {
            // in a transaction of its own, for whoever places signals locks these first and the snooze last
            end(snooze.id(), Instant.parse(parts[1]));
            return;
        }
        List<Long> woken = slice(snooze.id());
        Ranges.write(woken, WorkQueue.LONGEST_SUBJECT, SLICE)
                .forEach(signals -> queue.put(Placing.TYPE, signals, Urgency.USUAL));
        if (woken.size() == SLICE) {
            now(snooze);
        }
    }

    /** Whoever places a signal under this snooze at this moment is waited for, so none is left behind. */
    private void end(long id, Instant madeFor) {
        Suppression snooze = table.lock(id).orElseThrow();
        if (!snooze.over(clock.instant())) {
            if (snooze.endsAt().equals(madeFor)) {
                // somebody ran the job before its time
                atTheEndOf(snooze);
            }
            return;
        }
        if (snooze.endedAt() == null) {
            table.end(id, snooze.endsAt(), SYSTEM, null);
            audit.append(
                    new AuditEvent(Category.SIGNAL, "suppression-ended", SYSTEM, snooze.named(), "Its time was over"));
        }
        now(snooze);
    }

    /** What its source closed meanwhile stays as it is: nobody has to look at it any more. */
    private List<Long> slice(long snooze) {
        return jdbc.sql("update response.signal_register set disposition = 'WAITING' where id in ("
                        + "select id from response.signal_register where suppression_id = ? and disposition = 'SNOOZED'"
                        + " and closed_at is null order by id limit ? for update) returning id")
                .param(snooze)
                .param(SLICE)
                .query(Long.class)
                .list();
    }

    private static String subject(Suppression snooze) {
        return snooze.id() + " " + snooze.endsAt();
    }
}
