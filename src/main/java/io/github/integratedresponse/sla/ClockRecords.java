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

    /** Where it waits for a lock, its own row is read anew and its pauses are not, so both say whether it stood still. */
    private static final String COLUMNS = " c.*, (c.paused_ms > 0 or c.state = 'PAUSED'"
            + " or exists (select 1 from response.sla_pause p where p.clock_id = c.id)) as stood_still ";

    private static final String SELECT = "select" + COLUMNS + "from response.sla_clock c where ";

    private static final String UPDATE = "update response.sla_clock c set ";

    /** What hangs on a clock. Whoever locked it finds all there is: each row refers to it, so nobody else adds one meanwhile. */
    private static final String HANGING =
            ", exists (select 1 from response.sla_escalation e where e.clock_id = c.id and"
                    + Escalations.RUNNING
                    + ") as escalated, exists (select 1 from response.sla_reminder r where r.clock_id = c.id and"
                    + ReminderRecords.WAITING + ") as awaited ";

    private static final String RETURNING = " returning" + COLUMNS + HANGING;

    /** A line about a clock, as it stands in the table c that is named after this. */
    private static final String LINE =
            "insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, policy_version, reason, state,"
                    + " started_at, warn_at, stopped_at, calendar, product_tier, region, product_id, division, owner, paused_ms,"
                    + " elapsed_ms, actor)"
                    + " select c.id, ?, ?, c.due_at, c.target, c.severity, c.policy_version, ?, c.state, c.started_at, c.warn_at,"
                    + " c.stopped_at, c.calendar, c.product_tier, c.region, c.product_id, c.division, c.owner, c.paused_ms,"
                    + " c.elapsed_ms, ? from ";

    private final JdbcClient jdbc;
    private final HeldClocks held = new HeldClocks();

    ClockRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes a clock, unless there is one, and enters why it promises what it does. */
    SlaClock insert(
            Promise promise, About about, Terms.Promised promised, Instant startedAt, String reason, Instant now) {
        return jdbc.sql(
                        "with c as (insert into response.sla_clock (name, subject, process_definition_key, process_instance_id, activity_id,"
                                + " activity_instance_id, business_key, severity, product_tier, region, product_id, division, owner,"
                                + " work_opened_at, calendar, target, warn_fraction, policy_version, started_at, warn_at, due_at, state)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING')"
                                + " on conflict (activity_instance_id, name) do nothing returning *), line as ("
                                + LINE + "c) select c.*, false as stood_still from c")
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
                .param("STARTED")
                .param(utc(now))
                .param(reason)
                .param(null)
                .query(ClockRecords::slaClock)
                .optional()
                .map(held::keep)
                .or(() -> of(promise.clock(), promise.activityInstanceId()))
                .orElseThrow();
    }

    /** A promise made anew; one that was broken is so no more when its new time is still to come. */
    Moved retarget(long id, @Nullable String severity, About about, Terms.Promised promised, Instant now) {
        boolean ahead = promised.dueAt().isAfter(now);
        return write(jdbc.sql(UPDATE
                                + "severity = ?, product_tier = ?, region = ?, product_id = ?, division = ?, owner = ?,"
                                + " work_opened_at = ?, calendar = ?, target = ?, warn_fraction = ?, policy_version = ?, warn_at = ?, due_at = ?,"
                                + " state = case when ? and c.state = 'BREACHED' then 'RUNNING' else c.state end,"
                                + " breached_at = case when ? then null else c.breached_at end where c.id = ?"
                                + RETURNING)
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
                        .param(ahead)
                        .param(ahead)
                        .param(id))
                .orElseThrow();
    }

    /** @return whether it was not broken before; one that moved into the future and came due once more is broken anew */
    boolean breach(long id) {
        return write(jdbc.sql(UPDATE + "state = 'BREACHED', breached_at = due_at"
                                + " where c.id = ? and c.state = 'RUNNING'" + RETURNING)
                        .param(id))
                .isPresent();
    }

    Moved pause(long id, Instant now) {
        return write(jdbc.sql(UPDATE + "state = 'PAUSED', paused_at = ? where c.id = ?" + RETURNING)
                        .param(utc(now))
                        .param(id))
                .orElseThrow();
    }

    /** As {@link #retarget}, a promise is broken no more when its new time is still to come. */
    Moved resume(long id, Duration stoodStill, Instant warnAt, Instant dueAt, Instant now) {
        boolean ahead = dueAt.isAfter(now);
        return write(jdbc.sql(UPDATE
                                + "state = case when ? or c.breached_at is null then 'RUNNING' else 'BREACHED' end,"
                                + " breached_at = case when ? then null else c.breached_at end,"
                                + " paused_at = null, paused_ms = ?, warn_at = ?, due_at = ? where c.id = ?"
                                + RETURNING)
                        .param(ahead)
                        .param(ahead)
                        .param(stoodStill.toMillis())
                        .param(utc(warnAt))
                        .param(utc(dueAt))
                        .param(id))
                .orElseThrow();
    }

    /** Stops a clock, and says so in the ledger. */
    Moved stop(long id, SlaClock.State state, Instant now, Duration elapsed, String reason) {
        return write(jdbc.sql("with c as (" + UPDATE
                                + "state = ?, stopped_at = ?, elapsed_ms = ? where c.id = ? returning c.*),"
                                + " line as (" + LINE + "c) select" + COLUMNS + HANGING + "from c")
                        .param(state.name())
                        .param(utc(now))
                        .param(elapsed.toMillis())
                        .param(id)
                        .param(state.name())
                        .param(utc(now))
                        .param(reason)
                        .param(null))
                .orElseThrow();
    }

    /**
     * A clock that was moved, stopped or made to stand still.
     *
     * @param clock as it stands now
     * @param escalated whether an escalation of it runs
     * @param awaited whether somebody waits to be told of it
     */
    record Moved(SlaClock clock, boolean escalated, boolean awaited) {}

    /** @param update of a clock that this transaction locked */
    private Optional<Moved> write(JdbcClient.StatementSpec update) {
        return update.query((row, n) ->
                        new Moved(held.keep(slaClock(row, n)), row.getBoolean("escalated"), row.getBoolean("awaited")))
                .optional();
    }

    /** Adds a line about a clock to the ledger, with the clock as it stands. */
    void enter(long clockId, String event, String reason, @Nullable String actor, Instant now) {
        jdbc.sql(LINE + "response.sla_clock c where c.id = ?")
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
        if (!clock.stoodStill()) {
            return new Course.Standstill(clock.startedAt(), List.of());
        }
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
        return held.byId(id).orElseGet(() -> jdbc.sql(SELECT + "c.id = ?")
                .param(id)
                .query(ClockRecords::slaClock)
                .single());
    }

    /** @return the clock, which nobody else moves until this transaction ends */
    SlaClock lock(long id) {
        return held.byId(id)
                .orElseGet(() -> held.keep(jdbc.sql(SELECT + "c.id = ? for update of c")
                        .param(id)
                        .query(ClockRecords::slaClock)
                        .single()));
    }

    Optional<SlaClock> lockOpen(String name, String activityInstanceId) {
        return held.of(name, activityInstanceId)
                .or(() -> jdbc.sql(SELECT
                                + "c.name = ? and c.activity_instance_id = ? and c.stopped_at is null for update of c")
                        .param(name)
                        .param(activityInstanceId)
                        .query(ClockRecords::slaClock)
                        .optional()
                        .map(held::keep))
                .filter(clock -> clock.state().open());
    }

    List<SlaClock> lockOpenIn(Collection<String> processInstanceIds) {
        return lockOpen("c.process_instance_id", processInstanceIds);
    }

    List<SlaClock> lockOpenOf(List<String> activityInstanceIds) {
        return lockOpen("c.activity_instance_id", activityInstanceIds);
    }

    private List<SlaClock> lockOpen(String column, Collection<String> ids) {
        return jdbc
                .sql(SELECT + column + " = any(?) and c.stopped_at is null order by c.id for update of c")
                .param(ids.toArray(String[]::new))
                .query(ClockRecords::slaClock)
                .list()
                .stream()
                .map(held::keep)
                .toList();
    }

    /** @return the clock that this transaction made or locked */
    Optional<SlaClock> held(String name, String activityInstanceId) {
        return held.of(name, activityInstanceId);
    }

    Optional<SlaClock> of(String name, String activityInstanceId) {
        return held.of(name, activityInstanceId).or(() -> jdbc.sql(SELECT + "c.activity_instance_id = ? and c.name = ?")
                .param(activityInstanceId)
                .param(name)
                .query(ClockRecords::slaClock)
                .optional());
    }

    /** This run of an element began in this transaction. */
    void began(String activityInstanceId) {
        held.began(activityInstanceId);
    }

    /**
     * @param activityInstanceIds runs, each inside the next
     * @return the open clock of this name that belongs to the first of them that has one
     */
    Optional<SlaClock> open(String name, List<String> activityInstanceIds) {
        Optional<SlaClock> known = activityInstanceIds.stream()
                .flatMap(run -> held.of(name, run).stream())
                .filter(clock -> clock.state().open())
                .findFirst();
        int before = known.map(clock -> activityInstanceIds.indexOf(clock.activityInstanceId()))
                .orElseGet(activityInstanceIds::size);
        List<String> unknown = held.unknown(name, activityInstanceIds).stream()
                .filter(run -> activityInstanceIds.indexOf(run) < before)
                .toList();
        if (unknown.isEmpty()) {
            return known;
        }
        Optional<SlaClock> asked = askOpen(name, unknown);
        held.without(
                name,
                asked.map(clock -> unknown.subList(0, unknown.indexOf(clock.activityInstanceId())))
                        .orElse(unknown));
        return asked.or(() -> known);
    }

    private Optional<SlaClock> askOpen(String name, List<String> activityInstanceIds) {
        String[] runs = activityInstanceIds.toArray(String[]::new);
        return jdbc.sql(SELECT + "c.name = ? and c.activity_instance_id = any(?)"
                        + " and c.stopped_at is null order by array_position(?, c.activity_instance_id) limit 1")
                .param(name)
                .param(runs)
                .param(runs)
                .query(ClockRecords::slaClock)
                .optional();
    }

    /** @return the open clocks of this name in a process instance, the one that is due first at the head */
    List<SlaClock> open(String name, String processInstanceId) {
        return jdbc.sql(SELECT + "c.name = ? and c.process_instance_id = ?"
                        + " and c.stopped_at is null order by c.due_at, c.id")
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
        return jdbc.sql(SELECT + "c.id > ? and c.stopped_at is null order by c.id limit ?")
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
                SlaClock.State.valueOf(row.getString("state")),
                row.getBoolean("stood_still"));
    }
}
