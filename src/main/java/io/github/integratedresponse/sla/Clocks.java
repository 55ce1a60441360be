package io.github.integratedresponse.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The clocks and their ledger, in the transaction of the step that moves them. */
@Component
class Clocks {

    private final JdbcClient jdbc;
    private final Policies policies;
    private final ObjectProvider<ProductTier> tiers;
    private final Settlement settlement;
    private final ObjectProvider<OwnDueDate> ownDueDates;
    private final Clock clock;

    Clocks(
            JdbcClient jdbc,
            Policies policies,
            ObjectProvider<ProductTier> tiers,
            Settlement settlement,
            ObjectProvider<OwnDueDate> ownDueDates,
            Clock clock) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.tiers = tiers;
        this.settlement = settlement;
        this.ownDueDates = ownDueDates;
        this.clock = clock;
    }

    /** Starts the clock of one run of an element, unless it was started before; the first call promises. */
    @Transactional
    public SlaClock start(Promise promise) {
        return find(promise).orElseGet(() -> {
            Integer tier = tier(promise.businessKey());
            Instant now = clock.instant();
            Policy policy = bound(
                    policies.of(promise.clock(), promise.severity(), tier),
                    promise.clock(),
                    promise.processInstanceId(),
                    now);
            jdbc.sql("insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id,"
                            + " activity_instance_id, business_key, severity, product_tier, target, warn_fraction,"
                            + " policy_version, started_at, warn_at, due_at, state)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING')")
                    .param(promise.clock())
                    .param(promise.processDefinitionKey())
                    .param(promise.processInstanceId())
                    .param(promise.activityId())
                    .param(promise.activityInstanceId())
                    .param(promise.businessKey())
                    .param(promise.severity())
                    .param(tier)
                    .param(policy.target().toString())
                    .param(policy.warnFraction())
                    .param(policy.version())
                    .param(utc(now))
                    .param(utc(policy.warnAt(now)))
                    .param(utc(policy.dueAt(now)))
                    .update();
            SlaClock started = find(promise).orElseThrow();
            enter(started.id(), "STARTED", reason(policy, promise.severity(), tier));
            return started;
        });
    }

    /** Stops the clock of one run of an element; a clock that does not run stays as it is. */
    @Transactional
    public void stop(String clockName, String activityInstanceId, boolean cancelled) {
        Instant now = clock.instant();
        jdbc.sql("update response.sla_clock set stopped_at = ?,"
                        + " state = case when ? then 'CANCELLED' when due_at < ? then 'MET_LATE' else 'MET' end"
                        + " where name = ? and activity_instance_id = ? and stopped_at is null returning id, state")
                .param(utc(now))
                .param(cancelled)
                .param(utc(now))
                .param(clockName)
                .param(activityInstanceId)
                .query((row, n) -> new Stopped(row.getLong("id"), row.getString("state")))
                .list()
                .forEach(stopped -> {
                    enter(stopped.id(), stopped.state(), cancelled ? "The work was cancelled" : "The work was done");
                    settlement.stopped(stopped.id());
                });
    }

    private record Stopped(long id, String state) {}

    /**
     * Promises anew for every clock that runs in these process instances, from its own start. The old promise stays in the ledger.
     *
     * @return how many promises changed
     */
    @Transactional
    public int retarget(Collection<String> processInstanceIds, @Nullable String severity) {
        int changed = 0;
        for (SlaClock running : runningIn(processInstanceIds)) {
            Integer tier = tier(running.businessKey());
            Policy policy = bound(
                    policies.of(running.name(), severity, tier),
                    running.name(),
                    running.processInstanceId(),
                    running.startedAt());
            Instant due = policy.dueAt(running.startedAt());
            Instant warn = policy.warnAt(running.startedAt());
            boolean same = due.equals(running.dueAt())
                    && warn.equals(running.warnAt())
                    && Objects.equals(severity, running.severity());
            if (!same) {
                jdbc.sql("update response.sla_clock set severity = ?, product_tier = ?, target = ?, warn_fraction = ?,"
                                + " policy_version = ?, warn_at = ?, due_at = ? where id = ?")
                        .param(severity)
                        .param(tier)
                        .param(policy.target().toString())
                        .param(policy.warnFraction())
                        .param(policy.version())
                        .param(utc(warn))
                        .param(utc(due))
                        .param(running.id())
                        .update();
                enter(running.id(), "RETARGETED", reason(policy, severity, tier));
                settlement.moved(byId(running.id()), clock.instant());
                changed++;
            }
        }
        return changed;
    }

    /** @return what a clock of this name would promise if it had started then */
    Policy policy(String clockName, String businessKey, @Nullable String severity) {
        return policies.of(clockName, severity, tier(businessKey));
    }

    /** @return the running clock of this name that belongs to the first of these activity instances that has one */
    Optional<SlaClock> running(String clockName, List<String> activityInstanceIds) {
        return jdbc.sql("select * from response.sla_clock where name = ? and activity_instance_id = any(?)"
                        + " and stopped_at is null order by array_position(?, activity_instance_id) limit 1")
                .param(clockName)
                .param(activityInstanceIds.toArray(String[]::new))
                .param(activityInstanceIds.toArray(String[]::new))
                .query(Clocks::slaClock)
                .optional();
    }

    /** @return the running clocks of this name in a process instance, the one that is due first at the head */
    List<SlaClock> running(String clockName, String processInstanceId) {
        return jdbc.sql("select * from response.sla_clock where name = ? and process_instance_id = ?"
                        + " and stopped_at is null order by due_at, id")
                .param(clockName)
                .param(processInstanceId)
                .query(Clocks::slaClock)
                .list();
    }

    /** Adds a line about a clock to the ledger, with the promise as it stands. */
    @Transactional
    public void enter(long clockId, String event, String reason) {
        jdbc.sql(
                        "insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, policy_version, reason)"
                                + " select id, ?, ?, due_at, target, severity, policy_version, ? from response.sla_clock where id = ?")
                .param(event)
                .param(utc(clock.instant()))
                .param(reason)
                .param(clockId)
                .update();
    }

    /**
     * Says in the ledger that a promise, as it stands now, is soon due or broken.
     *
     * @return whether the ledger had not said so before
     */
    @Transactional
    boolean enterOnce(long clockId, EscalationLevel level) {
        // two timers of one promise may come at the same moment
        jdbc.sql("select 1 from response.sla_clock where id = ? for update")
                .param(clockId)
                .query()
                .listOfRows();
        boolean entered = jdbc.sql(
                        "select exists (select 1 from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.id = ? and l.event = ? and l.due_at = c.due_at)")
                .param(clockId)
                .param(level.event())
                .query(Boolean.class)
                .single();
        if (!entered) {
            enter(
                    clockId,
                    level.event(),
                    level == EscalationLevel.BREACH ? "The promise was broken" : "The promise is soon due");
        }
        return !entered;
    }

    /** @return whether the promise is neither kept nor called off nor moved away */
    boolean owed(SlaClock promise, EscalationLevel level) {
        return promise.state().open() && level.reached(promise, clock.instant());
    }

    /** @return the clock, running or stopped */
    SlaClock byId(long id) {
        return jdbc.sql("select * from response.sla_clock where id = ?")
                .param(id)
                .query(Clocks::slaClock)
                .single();
    }

    private List<SlaClock> runningIn(Collection<String> processInstanceIds) {
        return jdbc.sql("select * from response.sla_clock where process_instance_id = any(?) and stopped_at is null"
                        + " order by id for update")
                .param(processInstanceIds.toArray(String[]::new))
                .query(Clocks::slaClock)
                .list();
    }

    private Optional<SlaClock> find(Promise promise) {
        return jdbc.sql("select * from response.sla_clock where activity_instance_id = ? and name = ?")
                .param(promise.activityInstanceId())
                .param(promise.clock())
                .query(Clocks::slaClock)
                .optional();
    }

    private @Nullable Integer tier(String businessKey) {
        return tiers.stream()
                .flatMapToInt(known -> known.mostCritical(businessKey).stream())
                .boxed()
                .min(Integer::compare)
                .orElse(null);
    }

    /** @return the policy, with the target that keeps the work's own due date where it has one */
    private Policy bound(Policy policy, String clockName, String processInstanceId, Instant start) {
        return ownDueDates.stream()
                .flatMap(own -> own.of(clockName, processInstanceId).stream())
                .findFirst()
                .map(due -> policy.with(Duration.between(start, due)))
                .orElse(policy);
    }

    private static String reason(Policy policy, @Nullable String severity, @Nullable Integer tier) {
        return (policy.version() == null ? "Fallback, no policy" : "Policy version " + policy.version())
                + (severity == null ? "" : ", " + severity)
                + (tier == null ? "" : ", product tier " + tier);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static SlaClock slaClock(ResultSet row, int n) throws SQLException {
        return new SlaClock(
                row.getLong("id"),
                row.getString("name"),
                row.getString("process_instance_id"),
                row.getString("activity_id"),
                row.getString("activity_instance_id"),
                row.getString("business_key"),
                row.getString("severity"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("warn_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                SlaClock.State.valueOf(row.getString("state")));
    }
}
