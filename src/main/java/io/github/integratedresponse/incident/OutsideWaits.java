package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.TaskContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The record of work that waits for somebody outside, such as a supplier. While it waits, its clock may stand still. */
@Component
public class OutsideWaits {

    /** What the gateway after a task that may wait reads. */
    private static final String WAITS = "waitsOutside";

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    OutsideWaits(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * Keeps that the work of a task can't go on, and tells the gateway after it.
     *
     * @param incidentId that it is about, if it is about one
     * @param subject the id of a product or the number of a repair item
     * @param clockName the promise that is to stand still
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ask(TaskContext task, @Nullable Long incidentId, String subject, String clockName, AskToWait asked) {
        long id = jdbc.sql("insert into response.outside_wait (incident_id, subject, clock, waiting_for, reason,"
                        + " expected_at, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .param(incidentId)
                .param(subject)
                .param(clockName)
                .param(asked.forWhom())
                .param(asked.why())
                .param(asked.until().atOffset(ZoneOffset.UTC))
                .param(task.actor())
                .param(now())
                .query(Long.class)
                .single();
        tell(
                byId(id),
                task.actor(),
                "can't go on until %s, waiting for %s: %s".formatted(asked.until(), asked.forWhom(), asked.why()));
        task.setLocal("outsideWaitId", id);
        task.setLocal(WAITS, true);
    }

    /** Tells the gateway after a task that its work does not wait. */
    public void goOn(TaskContext task) {
        task.setLocal(WAITS, false);
    }

    /** @return what became of the last wait of this work, in Markdown; empty where it never waited */
    public String lastOf(String subject, String clockName) {
        return jdbc.sql("select * from response.outside_wait where subject = ? and clock = ? order by id desc limit 1")
                .param(subject)
                .param(clockName)
                .query(OutsideWaits::outsideWait)
                .optional()
                .map(OutsideWait::whatBecameOfIt)
                .map(IncidentHeader::plain)
                .orElse("");
    }

    /** @return every wait of an incident's work, oldest first */
    List<OutsideWait> of(long incidentId) {
        return jdbc.sql("select * from response.outside_wait where incident_id = ? order by id")
                .param(incidentId)
                .query(OutsideWaits::outsideWait)
                .list();
    }

    OutsideWait byId(long id) {
        return jdbc.sql("select * from response.outside_wait where id = ?")
                .param(id)
                .query(OutsideWaits::outsideWait)
                .single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void decide(long id, OutsideWait.Decision decision, String reason, String actor) {
        jdbc.sql("update response.outside_wait set decision = ?, decided_by = ?, decision_reason = ?, decided_at = ?"
                        + " where id = ?")
                .param(decision.name())
                .param(actor)
                .param(reason)
                .param(now())
                .param(id)
                .update();
        OutsideWait decided = byId(id);
        tell(
                decided,
                actor,
                "%s wait for %s: %s"
                        .formatted(
                                decision == OutsideWait.Decision.APPROVED ? "may" : "must not",
                                decided.waitingFor(),
                                reason));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(long id) {
        jdbc.sql("update response.outside_wait set began_at = ? where id = ? and began_at is null")
                .param(now())
                .param(id)
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void answer(long id, String outcome, String actor) {
        end(id, OutsideWait.End.ANSWERED, outcome, actor);
        OutsideWait answered = byId(id);
        tell(answered, actor, "goes on, %s answered: %s".formatted(answered.waitingFor(), outcome));
    }

    /** The expected date has passed; nothing is said where they had answered. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void nothingCame(long id) {
        jdbc.sql(
                        "update response.outside_wait set ended_how = 'NOTHING_CAME' where id = ? and ended_how = 'CALLED_OFF'")
                .param(id)
                .update();
        OutsideWait ended = byId(id);
        tell(ended, "system", "goes on, nothing came from %s in time".formatted(ended.waitingFor()));
    }

    /** The work was taken from under the wait, unless it ended before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void callOff(long id) {
        end(id, OutsideWait.End.CALLED_OFF, null, "system");
    }

    /** Why the clock stands still. Asked by the diagram. */
    @ForDiagrams
    public String reason(long id) {
        return byId(id).why();
    }

    /** @return who agreed that it may wait; {@code null} where nobody had to. Asked by the diagram */
    @ForDiagrams
    public @Nullable String approver(long id) {
        return byId(id).decidedBy();
    }

    /** When they are expected to have done it, as a timer wants it. Asked by the diagram. */
    @ForDiagrams
    public Date expectedAt(long id) {
        return Date.from(byId(id).expectedAt());
    }

    /** Who asked to wait. Asked by the diagram. */
    @ForDiagrams
    public String askedBy(long id) {
        return byId(id).askedBy();
    }

    private void end(long id, OutsideWait.End how, @Nullable String outcome, String actor) {
        jdbc.sql("update response.outside_wait set ended_at = ?, ended_how = ?, outcome = ?, ended_by = ?"
                        + " where id = ? and ended_at is null and began_at is not null")
                .param(now())
                .param(how.name())
                .param(outcome)
                .param(actor)
                .param(id)
                .update();
    }

    private void tell(OutsideWait wait, String actor, String text) {
        Optional.ofNullable(wait.incidentId())
                .ifPresent(incidentId -> timeline.append(
                        incidentId, "wait", actor, "%s (%s) %s".formatted(wait.subject(), wait.clock(), text)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static OutsideWait outsideWait(ResultSet row, int n) throws SQLException {
        String decision = row.getString("decision");
        String endedHow = row.getString("ended_how");
        return new OutsideWait(
                row.getLong("id"),
                row.getObject("incident_id", Long.class),
                row.getString("subject"),
                row.getString("clock"),
                row.getString("waiting_for"),
                row.getString("reason"),
                row.getTimestamp("expected_at").toInstant(),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                decision == null ? null : OutsideWait.Decision.valueOf(decision),
                row.getString("decided_by"),
                row.getString("decision_reason"),
                instant(row.getTimestamp("began_at")),
                instant(row.getTimestamp("ended_at")),
                endedHow == null ? null : OutsideWait.End.valueOf(endedHow),
                row.getString("outcome"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
