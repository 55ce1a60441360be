package io.github.integratedresponse.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of clocks, of their pauses, and the lines of the ledger. */
@Component
class ClockRecords {

    private final JdbcClient jdbc;

    ClockRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Promise promise, About about, Terms.Promised promised, Instant startedAt) {
        jdbc.sql(
                        "insert into response.sla_clock (name, subject, process_definition_key, process_instance_id, activity_id,"
                                + " activity_instance_id, business_key, severity, product_tier, region, product_id, division, owner,"
                                + " work_opened_at, calendar, target, warn_fraction, policy_version, started_at, warn_at, due_at, state)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING')")
                .param(promise.clock())
                .param(promise.subject())
                .param(promise.processDefinitionKey())
                .param(promise.processInstanceId())
                .param(promise.activityId())
                .param(promise.activityInstanceId())
                .param(promise.businessKey())
                .param(promise.severity())
                .param(about.productTier())
                .param(about.region())
                .param(about.productId())
                .param(about.division())
                .param(about.owner())
                .param(utc(about.openedAt()))
                .param(promised.calendar())
                .param(promised.target())
                .param(promised.policy().warnFraction())
                .param(promised.policy().version())
                .param(utc(startedAt))
                .param(utc(promised.warnAt()))
                .param(utc(promised.dueAt()))
                .update();
    }

    /** A promise made anew; one that was broken is so no more when its new time is still to come. */
    void retarget(long id, @Nullable String severity, About about, Terms.Promised promised, Instant now) {
        jdbc.sql(
                        "update response.sla_clock set severity = ?, product_tier = ?, region = ?, product_id = ?, division = ?, owner = ?,"
                                + " work_opened_at = ?, calendar = ?, target = ?, warn_fraction = ?, policy_version = ?, warn_at = ?, due_at = ?"
                                + " where id = ?")
                .param(severity)
                .param(about.productTier())
                .param(about.region())
                .param(about.productId())
                .param(about.division())
                .param(about.owner())
                .param(utc(about.openedAt()))
                .param(promised.calendar())
                .param(promised.target())
                .param(promised.policy().warnFraction())
                .param(promised.policy().version())
                .param(utc(promised.warnAt()))
                .param(utc(promised.dueAt()))
                .param(id)
                .update();
        unbreak(id, now);
    }

    /** @return whether it was not broken before; one that moved into the future and came due once more is broken anew */
    boolean breach(long id) {
        return jdbc.sql(
                                "update response.sla_clock set state = 'BREACHED', breached_at = due_at where id = ? and state = 'RUNNING'")
                        .param(id)
                        .update()
                == 1;
    }

    void pause(long id, Instant now) {
        jdbc.sql("update response.sla_clock set state = 'PAUSED', paused_at = ? where id = ?")
                .param(utc(now))
                .param(id)
                .update();
    }

    void resume(long id, Duration stoodStill, Instant warnAt, Instant dueAt, Instant now) {
        jdbc.sql(
                        "update response.sla_clock set state = case when breached_at is null then 'RUNNING' else 'BREACHED' end,"
                                + " paused_at = null, paused_ms = ?, warn_at = ?, due_at = ? where id = ?")
                .param(stoodStill.toMillis())
                .param(utc(warnAt))
                .param(utc(dueAt))
                .param(id)
                .update();
        unbreak(id, now);
    }

    private void unbreak(long id, Instant now) {
        jdbc.sql(
                        "update response.sla_clock set state = case state when 'BREACHED' then 'RUNNING' else state end, breached_at = null"
                                + " where id = ? and breached_at is not null and due_at > ?")
                .param(id)
                .param(utc(now))
                .update();
    }

    void stop(long id, SlaClock.State state, Instant now, Duration elapsed) {
        jdbc.sql("update response.sla_clock set state = ?, stopped_at = ?, elapsed_ms = ? where id = ?")
                .param(state.name())
                .param(utc(now))
                .param(elapsed.toMillis())
                .param(id)
                .update();
    }

    /** Adds a line about a clock to the ledger, with the clock as it stands. */
    void enter(long clockId, String event, String reason, @Nullable String actor, Instant now) {
        jdbc.sql(
                        "insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, policy_version, reason, state,"
                                + " started_at, warn_at, stopped_at, calendar, product_tier, region, product_id, division, owner, paused_ms,"
                                + " elapsed_ms, actor)"
                                + " select id, ?, ?, due_at, target, severity, policy_version, ?, state, started_at, warn_at, stopped_at, calendar,"
                                + " product_tier, region, product_id, division, owner, paused_ms, elapsed_ms, ? from response.sla_clock where id = ?")
                .param(event)
                .param(utc(now))
                .param(reason)
                .param(actor)
                .param(clockId)
                .update();
    }

    boolean entered(long clockId, String event) {
        return jdbc.sql(
                        "select exists (select 1 from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.id = ? and l.event = ? and l.due_at = c.due_at)")
                .param(clockId)
                .param(event)
                .query(Boolean.class)
                .single();
    }

    /** @return whether this run pauses the clock from now on, which it does once */
    boolean beginPause(
            long clockId, String activityInstanceId, String reason, @Nullable String approvedBy, Instant now) {
        return jdbc.sql("insert into response.sla_pause (clock_id, activity_instance_id, reason, approved_by, began_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                        .param(clockId)
                        .param(activityInstanceId)
                        .param(reason)
                        .param(approvedBy)
                        .param(utc(now))
                        .update()
                == 1;
    }

    /** @return the clocks that this run paused */
    List<Long> endPauses(String activityInstanceId, Instant now) {
        return jdbc.sql("update response.sla_pause set ended_at = ? where activity_instance_id = ? and ended_at is null"
                        + " returning clock_id")
                .param(utc(now))
                .param(activityInstanceId)
                .query(Long.class)
                .list();
    }

    void endPausesOf(long clockId, Instant now) {
        jdbc.sql("update response.sla_pause set ended_at = ? where clock_id = ? and ended_at is null")
                .param(utc(now))
                .param(clockId)
                .update();
    }

    boolean pausedByAnother(long clockId) {
        return jdbc.sql("select exists (select 1 from response.sla_pause where clock_id = ? and ended_at is null)")
                .param(clockId)
                .query(Boolean.class)
                .single();
    }

    /** @return when the clock began, and the pauses that ended */
    Course.Standstill standstill(SlaClock clock) {
        return new Course.Standstill(
                clock.startedAt(),
                jdbc.sql(
                                "select began_at, ended_at from response.sla_pause where clock_id = ? and ended_at is not null")
                        .param(clock.id())
                        .query((row, n) -> new Course.Pause(instant(row, "began_at"), instant(row, "ended_at")))
                        .list());
    }

    /** @return the clock, running or stopped */
    SlaClock byId(long id) {
        return jdbc.sql("select * from response.sla_clock where id = ?")
                .param(id)
                .query(ClockRecords::slaClock)
                .single();
    }

    /** @return the clock, which nobody else moves until this transaction ends */
    SlaClock lock(long id) {
        return jdbc.sql("select * from response.sla_clock where id = ? for update")
                .param(id)
                .query(ClockRecords::slaClock)
                .single();
    }

    Optional<SlaClock> lockOpen(String name, String activityInstanceId) {
        return jdbc.sql(
                        "select * from response.sla_clock where name = ? and activity_instance_id = ? and stopped_at is null for update")
                .param(name)
                .param(activityInstanceId)
                .query(ClockRecords::slaClock)
                .optional();
    }

    List<SlaClock> lockOpenIn(Collection<String> processInstanceIds) {
        return jdbc.sql("select * from response.sla_clock where process_instance_id = any(?) and stopped_at is null"
                        + " order by id for update")
                .param(processInstanceIds.toArray(String[]::new))
                .query(ClockRecords::slaClock)
                .list();
    }

    List<SlaClock> lockOpenOf(List<String> activityInstanceIds) {
        return jdbc.sql("select * from response.sla_clock where activity_instance_id = any(?) and stopped_at is null"
                        + " order by id for update")
                .param(activityInstanceIds.toArray(String[]::new))
                .query(ClockRecords::slaClock)
                .list();
    }

    Optional<SlaClock> of(String name, String activityInstanceId) {
        return jdbc.sql("select * from response.sla_clock where activity_instance_id = ? and name = ?")
                .param(activityInstanceId)
                .param(name)
                .query(ClockRecords::slaClock)
                .optional();
    }

    /** @return the open clock of this name that belongs to the first of these runs that has one */
    Optional<SlaClock> open(String name, List<String> activityInstanceIds) {
        String[] runs = activityInstanceIds.toArray(String[]::new);
        return jdbc.sql("select * from response.sla_clock where name = ? and activity_instance_id = any(?)"
                        + " and stopped_at is null order by array_position(?, activity_instance_id) limit 1")
                .param(name)
                .param(runs)
                .param(runs)
                .query(ClockRecords::slaClock)
                .optional();
    }

    /** @return the open clocks of this name in a process instance, the one that is due first at the head */
    List<SlaClock> open(String name, String processInstanceId) {
        return jdbc.sql("select * from response.sla_clock where name = ? and process_instance_id = ?"
                        + " and stopped_at is null order by due_at, id")
                .param(name)
                .param(processInstanceId)
                .query(ClockRecords::slaClock)
                .list();
    }

    boolean anyOpen() {
        return jdbc.sql("select exists (select 1 from response.sla_clock where stopped_at is null)")
                .query(Boolean.class)
                .single();
    }

    /** @return the next open clocks after this one */
    List<SlaClock> openAfter(long clockId, int clocks) {
        return jdbc.sql("select * from response.sla_clock where id > ? and stopped_at is null order by id limit ?")
                .param(clockId)
                .param(clocks)
                .query(ClockRecords::slaClock)
                .list();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static SlaClock slaClock(ResultSet row, int n) throws SQLException {
        return new SlaClock(
                row.getLong("id"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("process_instance_id"),
                row.getString("activity_id"),
                row.getString("activity_instance_id"),
                row.getString("business_key"),
                row.getString("severity"),
                new About(
                        row.getObject("product_tier", Integer.class),
                        row.getString("region"),
                        row.getString("product_id"),
                        row.getString("division"),
                        row.getString("owner"),
                        instantOrNull(row, "work_opened_at")),
                row.getString("calendar"),
                row.getString("target"),
                row.getObject("policy_version", Integer.class),
                instant(row, "started_at"),
                instant(row, "warn_at"),
                instant(row, "due_at"),
                instantOrNull(row, "paused_at"),
                SlaClock.State.valueOf(row.getString("state")));
    }
}
