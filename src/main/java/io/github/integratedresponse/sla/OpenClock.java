package io.github.integratedresponse.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A promise that is still to be kept, as it stood at one moment.
 *
 * @param calendar that its time is counted by, of the {@code region}
 * @param target how long it may take by that calendar
 * @param used how much of the calendar it has used, pauses left out
 * @param restricted whether it belongs to a restricted incident, so that no figure may be made of it
 */
record OpenClock(
        long id,
        String name,
        @Nullable String subject,
        String businessKey,
        @Nullable String severity,
        String processKey,
        String processInstance,
        String element,
        @Nullable String productId,
        @Nullable String division,
        @Nullable String owner,
        SlaClock.State state,
        String calendar,
        @Nullable String region,
        Instant startedAt,
        Instant warnAt,
        Instant dueAt,
        Duration target,
        Duration used,
        boolean breached,
        boolean restricted) {

    static final String COLUMNS = "c.id, c.name, c.subject, c.business_key, c.severity, c.process_definition_key,"
            + " c.process_instance_id, c.activity_id, c.product_id, c.division, c.owner, c.state, c.calendar, c.region, c.started_at, c.warn_at, c.due_at,"
            + " c.target, c.paused_at, c.breached_at, exists (select 1 from response.restriction r"
            + " where r.lifted_at is null and r.business_key = c.business_key) as restricted";

    /** Of {@code response.sla_clock c}, open and as it stands at {@code now}. */
    static OpenClock of(ResultSet row, Instant now, CalendarTime time) throws SQLException {
        SlaClock.State state = SlaClock.State.valueOf(row.getString("state"));
        String calendar = row.getString("calendar");
        String region = row.getString("region");
        Instant due = row.getObject("due_at", OffsetDateTime.class).toInstant();
        Duration target = time.length(calendar, region, row.getString("target"));
        OffsetDateTime paused = row.getObject("paused_at", OffsetDateTime.class);
        Instant counted = paused == null ? now : paused.toInstant();
        Duration used = target.minus(time.between(calendar, region, counted, due));
        boolean over = paused == null ? !due.isAfter(now) : used.compareTo(target) >= 0;
        return new OpenClock(
                row.getLong("id"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("business_key"),
                row.getString("severity"),
                row.getString("process_definition_key"),
                row.getString("process_instance_id"),
                row.getString("activity_id"),
                row.getString("product_id"),
                row.getString("division"),
                row.getString("owner"),
                state,
                calendar,
                region,
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("warn_at", OffsetDateTime.class).toInstant(),
                due,
                target,
                used.isNegative() ? Duration.ZERO : used,
                over || state == SlaClock.State.BREACHED || row.getObject("breached_at") != null,
                row.getBoolean("restricted"));
    }
}
