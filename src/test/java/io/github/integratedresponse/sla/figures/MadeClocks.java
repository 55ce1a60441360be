package io.github.integratedresponse.sla.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes and moves clocks as the module does, row and line of the ledger together, with values that nobody else uses. */
class MadeClocks {

    /** A line that says how a clock stands; the event, its moment, and behind it which clocks. */
    private static final String ENTER =
            "insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, reason, state, started_at,"
                    + " warn_at, stopped_at, region, product_id, division, owner, paused_ms)"
                    + " select id, %s, %s, due_at, target, severity, 'Made', state, started_at, warn_at, stopped_at, region,"
                    + " product_id, division, owner, paused_ms from response.sla_clock c where ";

    /** What the clocks of one test have in their values and no others have. */
    final String mark = UUID.randomUUID().toString().substring(0, 8);

    private final JdbcClient jdbc;

    MadeClocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a clock is about. */
    record About(
            String clock,
            @Nullable String subject,
            String process,
            @Nullable String severity,
            @Nullable String region,
            @Nullable String product,
            @Nullable String division,
            @Nullable String owner,
            String businessKey) {}

    About about(String clock, String businessKey) {
        return new About(clock, null, mark, "SEV1", "DE", mark, mark, mark, businessKey);
    }

    long start(About about, Instant opened, Instant started, Duration target) {
        long id = jdbc.sql(
                        "insert into response.sla_clock (name, subject, process_definition_key, process_instance_id,"
                                + " activity_id, activity_instance_id, business_key, severity, region, product_id, division, owner,"
                                + " work_opened_at, target, warn_fraction, started_at, warn_at, due_at, state)"
                                + " values (?, ?, ?, ?, 'made', ?, ?, ?, ?, ?, ?, ?, ?, ?, 0.75, ?, ?, ?, 'RUNNING') returning id")
                .param(about.clock())
                .param(about.subject())
                .param(about.process())
                .param(mark)
                .param(mark + UUID.randomUUID())
                .param(about.businessKey())
                .param(about.severity())
                .param(about.region())
                .param(about.product())
                .param(about.division())
                .param(about.owner())
                .param(utc(opened))
                .param(target.toString())
                .param(utc(started))
                .param(utc(started.plus(target.multipliedBy(3).dividedBy(4))))
                .param(utc(started.plus(target)))
                .query(Long.class)
                .single();
        enter(id, "STARTED", started);
        return id;
    }

    void stop(long id, Instant at, boolean cancelled) {
        jdbc.sql("update response.sla_clock set stopped_at = ?, paused_at = null, state = case when ? then 'CANCELLED'"
                        + " when due_at < ? then 'MET_LATE' else 'MET' end where id = ?")
                .param(utc(at))
                .param(cancelled)
                .param(utc(at))
                .param(id)
                .update();
        enter(id, state(id), at);
    }

    void breach(long id) {
        jdbc.sql("update response.sla_clock set state = 'BREACHED', breached_at = due_at where id = ?")
                .param(id)
                .update();
        enter(id, "BREACHED", due(id));
    }

    void pause(long id, String reason, Instant at) {
        jdbc.sql(
                        "insert into response.sla_pause (clock_id, activity_instance_id, reason, began_at) values (?, ?, ?, ?)")
                .param(id)
                .param(UUID.randomUUID().toString())
                .param(reason)
                .param(utc(at))
                .update();
        jdbc.sql("update response.sla_clock set state = 'PAUSED', paused_at = ? where id = ?")
                .param(utc(at))
                .param(id)
                .update();
        enter(id, "PAUSED", at);
    }

    void resume(long id, Instant at) {
        jdbc.sql("update response.sla_pause set ended_at = ? where clock_id = ? and ended_at is null")
                .param(utc(at))
                .param(id)
                .update();
        jdbc.sql(
                        "update response.sla_clock set state = case when breached_at is null then 'RUNNING' else 'BREACHED' end,"
                                + " due_at = due_at + (? - paused_at), warn_at = warn_at + (? - paused_at),"
                                + " paused_ms = paused_ms + round(extract(epoch from ? - paused_at) * 1000), paused_at = null where id = ?")
                .param(utc(at))
                .param(utc(at))
                .param(utc(at))
                .param(id)
                .update();
        enter(id, "RESUMED", at);
    }

    /** Moves the due date and the severity; a broken promise that moves into the future is broken no longer. */
    void retarget(long id, Instant due, String severity, Instant at) {
        jdbc.sql("update response.sla_clock set due_at = ?, warn_at = least(warn_at, ?), severity = ?,"
                        + " state = case when state = 'BREACHED' and ? > ? then 'RUNNING' else state end,"
                        + " breached_at = case when ? > ? then null else breached_at end where id = ?")
                .param(utc(due))
                .param(utc(due))
                .param(severity)
                .param(utc(due))
                .param(utc(at))
                .param(utc(due))
                .param(utc(at))
                .param(id)
                .update();
        enter(id, "RETARGETED", at);
    }

    /** @return the business key of an incident of its own */
    String incident(Instant opened) {
        String number = "MADE-" + UUID.randomUUID();
        jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type, correlation_key,"
                                + " first_seen_at, opened_at) values (?, 'Made', 'SEV1', 'AMBER', 'REVIEW', 'DETECTION', ?, ?, ?, ?)")
                .param(number)
                .param(number)
                .param(number)
                .param(utc(opened))
                .param(utc(opened))
                .update();
        return number;
    }

    void restrict(String businessKey, Instant at) {
        jdbc.sql(
                        "insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)"
                                + " select id, number, 'made-' || id || '-' || (select count(*) from response.restriction), 'CONFIDENTIAL',"
                                + " 'Made', ?, 'somebody' from response.incident where number = ?")
                .param(utc(at))
                .param(businessKey)
                .update();
    }

    void lift(String businessKey, Instant at) {
        jdbc.sql("update response.restriction set lifted_at = ?, lifted_by = 'somebody', lift_reason = 'Made'"
                        + " where business_key = ? and lifted_at is null")
                .param(utc(at))
                .param(businessKey)
                .update();
    }

    String state(long id) {
        return jdbc.sql("select state from response.sla_clock where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    Instant due(long id) {
        return jdbc.sql("select due_at from response.sla_clock where id = ?")
                .param(id)
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    Instant warn(long id) {
        return jdbc.sql("select warn_at from response.sla_clock where id = ?")
                .param(id)
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** Gives clocks that other tests made without any line in the ledger, as the platform never does, one that says how they stand. */
    void enterWhatOthersMade() {
        jdbc.sql(ENTER.formatted(
                                "case state when 'PAUSED' then 'PAUSED' else 'STARTED' end",
                                "coalesce(paused_at, started_at)")
                        + "not exists (select 1 from response.sla_ledger l where l.clock_id = c.id)")
                .update();
    }

    private void enter(long id, String event, Instant at) {
        jdbc.sql(ENTER.formatted("?", "?") + "c.id = ?")
                .param(event)
                .param(utc(at))
                .param(id)
                .update();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
