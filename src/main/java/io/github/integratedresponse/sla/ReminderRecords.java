package io.github.integratedresponse.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people are to be told of promises, and the mails in which it was told, as rows. */
@Component
class ReminderRecords {

    /** Somebody waits to be told, as SQL. */
    static final String WAITING = " message_id is null and not_sent is null ";

    private final JdbcClient jdbc;
    private final Clock clock;

    ReminderRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether this person is to be reminded of the work, which is true once per promise */
    boolean note(SlaClock promise, EscalationLevel level, String person, Responsible.Work work) {
        return note(promise, level, person, work.name(), work.taskId(), null, null);
    }

    /** @return whether this person is to be told that the promise came to their role, which is true once per escalation and role */
    boolean noteRole(SlaClock promise, String person, String role, String processInstanceId) {
        return note(promise, EscalationLevel.BREACH, person, promise.name(), null, role, processInstanceId);
    }

    private boolean note(
            SlaClock promise,
            EscalationLevel level,
            String person,
            String taskName,
            @Nullable String taskId,
            @Nullable String role,
            @Nullable String processInstanceId) {
        return jdbc.sql("insert into response.sla_reminder (clock_id, due_at, person, task_name, task_id, level, role,"
                                + " process_instance_id, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(promise.id())
                        .param(utc(promise.dueAt()))
                        .param(person)
                        .param(taskName)
                        .param(taskId)
                        .param(level.scalar())
                        .param(role)
                        .param(processInstanceId)
                        .param(utc(clock.instant()))
                        .update()
                == 1;
    }

    /** @return the people who wait to be told of a promise */
    List<String> waitingFor(long clockId) {
        return jdbc.sql("select distinct person from response.sla_reminder where clock_id = ? and" + WAITING
                        + "order by person")
                .param(clockId)
                .query(String.class)
                .list();
    }

    /** @return whether somebody waits to be told of a promise, or work under it passed to somebody else before they were told */
    boolean unsettled(long clockId) {
        return jdbc.sql("select exists (select 1 from response.sla_reminder where clock_id = ?"
                        + " and message_id is null and (not_sent is null or fell_away_at is not null))")
                .param(clockId)
                .query(Boolean.class)
                .single();
    }

    /**
     * @param digestId the mail on its way; {@code null} for what is in none yet
     * @return what this person is to be told and was not, the worst first: overdue, then severe, then long due
     */
    List<Reminder> waitingOf(String person, @Nullable Long digestId) {
        return jdbc.sql("select r.*, c.name, c.business_key, c.severity, c.state, c.due_at as promised_now,"
                        + " r.role is not null and exists (select 1 from response.sla_escalation e where"
                        + " e.process_instance_id = r.process_instance_id and e.ended_at is null and r.role ="
                        + " (select s.role from response.sla_escalation_step s where s.escalation_id = e.id"
                        + " and s.kind = 'ESCALATED' order by s.id desc limit 1)) as asked"
                        + " from response.sla_reminder r join response.sla_clock c on c.id = r.clock_id"
                        + " where r.person = ? and r.message_id is null and r.not_sent is null"
                        + " and r.digest_id is not distinct from ?::bigint"
                        + " order by r.due_at > ?, c.severity nulls last, r.due_at, r.clock_id, r.role nulls first")
                .param(person)
                .param(digestId)
                .param(utc(clock.instant()))
                .query(ReminderRecords::reminder)
                .list();
    }

    /** There is nothing left to tell: the work was done, called off, moved, or went to somebody else. */
    void fellAway(Collection<Long> ids, String reason) {
        jdbc.sql("update response.sla_reminder set not_sent = ?, fell_away_at = ?, digest_id = null where id = any(?)")
                .param(reason)
                .param(utc(clock.instant()))
                .param(ids.toArray(Long[]::new))
                .update();
    }

    /** As {@link #fellAway}, for everybody who waits to be told of a promise. */
    void fellAwayOf(long clockId, String reason) {
        jdbc.sql("update response.sla_reminder set not_sent = ?, fell_away_at = ? where clock_id = ? and" + WAITING)
                .param(reason)
                .param(utc(clock.instant()))
                .param(clockId)
                .update();
    }

    /** @return whether something about the promise fell away for this reason, and was not told otherwise since */
    boolean fellAway(long clockId, String reason) {
        return jdbc.sql("select exists (select 1 from response.sla_reminder r where r.clock_id = ? and r.not_sent = ?"
                        + " and not exists (select 1 from response.sla_reminder o where o.clock_id = r.clock_id"
                        + " and o.person = r.person and o.id > r.id))")
                .param(clockId)
                .param(reason)
                .query(Boolean.class)
                .single();
    }

    /** The promise was moved: what is still so of what waits is told with the new date, the rest falls away. */
    void moved(SlaClock promise, List<EscalationLevel> stillReached) {
        jdbc.sql(
                        "update response.sla_reminder r set due_at = ? where r.clock_id = ? and r.message_id is null and r.not_sent is null"
                                + " and r.due_at <> ? and r.level = any(?) and not exists (select 1 from response.sla_reminder o"
                                + " where o.clock_id = r.clock_id and o.due_at = ? and o.person = r.person"
                                + " and o.role is not distinct from r.role"
                                + " and o.process_instance_id is not distinct from r.process_instance_id and o.fell_away_at is null)")
                .param(utc(promise.dueAt()))
                .param(promise.id())
                .param(utc(promise.dueAt()))
                .param(stillReached.stream().map(EscalationLevel::scalar).toArray(String[]::new))
                .param(utc(promise.dueAt()))
                .update();
        jdbc.sql("update response.sla_reminder set not_sent = 'The promise was moved', fell_away_at = ?"
                        + " where clock_id = ? and due_at <> ? and" + WAITING)
                .param(utc(clock.instant()))
                .param(promise.id())
                .param(utc(promise.dueAt()))
                .update();
    }

    /** It can't be told to this person, now or later. */
    void cannotBeTold(Collection<Long> ids, String reason) {
        jdbc.sql("update response.sla_reminder set not_sent = ?, digest_id = null where id = any(?)")
                .param(reason)
                .param(ids.toArray(Long[]::new))
                .update();
    }

    /** @return the last mail to this person */
    Optional<Digest> lastDigest(String person) {
        return jdbc.sql("select * from response.sla_digest where person = ? order by id desc limit 1")
                .param(person)
                .query((row, n) -> new Digest(
                        row.getLong("id"),
                        row.getTimestamp("written_at").toInstant(),
                        instant(row.getTimestamp("tried_at")),
                        row.getTimestamp("closed_at") == null))
                .optional();
    }

    /** Begins a mail that tells these. */
    long begin(String person, Collection<Long> ids) {
        long digest = Objects.requireNonNull(
                jdbc.sql("insert into response.sla_digest (person, written_at) values (?, ?) returning id")
                        .param(person)
                        .param(utc(clock.instant()))
                        .query(Long.class)
                        .single());
        jdbc.sql("update response.sla_reminder set digest_id = ? where id = any(?)")
                .param(digest)
                .param(ids.toArray(Long[]::new))
                .update();
        return digest;
    }

    void tries(long digestId) {
        jdbc.sql("update response.sla_digest set tried_at = ? where id = ?")
                .param(utc(clock.instant()))
                .param(digestId)
                .update();
    }

    /** The mail is out, or kept with the reason why it never will be. */
    void told(long digestId, long messageId) {
        jdbc.sql("update response.sla_reminder set message_id = ? where digest_id = ?")
                .param(messageId)
                .param(digestId)
                .update();
        close(digestId);
    }

    /** The mail will not go out; what is left of it is told in another. */
    void giveUp(long digestId) {
        jdbc.sql("update response.sla_reminder set digest_id = null where digest_id = ?")
                .param(digestId)
                .update();
        jdbc.sql("delete from response.sla_digest where id = ?").param(digestId).update();
    }

    private void close(long digestId) {
        jdbc.sql("update response.sla_digest set closed_at = ? where id = ?")
                .param(utc(clock.instant()))
                .param(digestId)
                .update();
    }

    private static Reminder reminder(ResultSet row, int n) throws SQLException {
        return new Reminder(
                row.getLong("id"),
                row.getLong("clock_id"),
                row.getString("name"),
                row.getString("business_key"),
                row.getString("severity"),
                SlaClock.State.valueOf(row.getString("state")),
                row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("promised_now").toInstant(),
                row.getString("task_name"),
                row.getString("task_id"),
                row.getString("role"),
                row.getBoolean("asked"),
                row.getString("process_instance_id"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
