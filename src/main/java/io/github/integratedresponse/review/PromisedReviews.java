package io.github.integratedresponse.review;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reviews of all kinds with what was promised of each: by when it is to be held and published, and how late it was. */
@Component
class PromisedReviews {

    /**
     * A review has no clock of its own in its record: it is the first one of its kind that its work started after it was opened and that
     * was not called off.
     */
    private static final String CLOCK =
            """

            left join lateral (select c.due_at, c.stopped_at, c.state, c.division, c.process_instance_id from response.sla_clock c
                where c.business_key = %s and c.name = %s and c.started_at >= %s and c.state <> 'CANCELLED'
                order by c.started_at, c.id limit 1) %s on true""";

    /** The names stand there as constants, so that the index on the clocks of reviews serves. */
    private static final String FROM =
            """
            (select 'SLR' as kind, r.number, r.incident_id, i.number as incident, i.title, i.severity, h.division, r.state,
                r.opened_at, r.scheduled_for, r.held_at, r.published_at, h.due_at, h.stopped_at, h.state as promise,
                p.due_at as publish_due_at, p.stopped_at as publish_stopped_at, p.state as publish_promise,
                case when h.stopped_at is null then h.process_instance_id
                    when p.stopped_at is null then p.process_instance_id end as process_instance_id
            from response.review r join response.incident i on i.id = r.incident_id"""
                    + CLOCK.formatted("i.number", "'slr-held'", "r.opened_at", "h")
                    + CLOCK.formatted("i.number", "'slr-published'", "r.opened_at", "p")
                    + session(SessionKind.SOR, "'sor-held'")
                    + session(SessionKind.SHR, "'shr-held'")
                    + ") t";

    private static String session(SessionKind kind, String clock) {
        return """

            union all select s.kind, s.number, null, null, null, null, s.division, s.state,
                s.opened_at, s.scheduled_for, s.held_at, s.published_at, h.due_at, h.stopped_at, h.state,
                null, null, null, case when h.stopped_at is null then h.process_instance_id end
            from response.review_session s"""
                + CLOCK.formatted("s.number", clock, "s.opened_at", "h")
                + " where s.kind = '" + kind + "'";
    }

    private final JdbcClient jdbc;
    private final Restrictions restrictions;
    private final Clock clock;

    PromisedReviews(JdbcClient jdbc, Restrictions restrictions, Clock clock) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /** What is reviewed. */
    enum Kind {
        /** One incident, by a Security LiveSite Review. */
        SLR,
        /** The operations of a week. */
        SOR,
        /** The health of a division. */
        SHR
    }

    /** How far a review has come, whatever its kind. */
    enum Progress {
        /** To be held, in time so far. */
        UPCOMING,
        /** To be held, and past its time. */
        OVERDUE,
        HELD,
        PUBLISHED
    }

    /**
     * What a list is narrowed to.
     *
     * @param held false for what is still to be held
     * @param from the first day on which a review was held, is due or, where nothing was promised, was opened, in UTC
     * @param to the day after the last
     */
    record Filter(
            @Nullable Kind kind,
            @Nullable String division,
            @Nullable Progress progress,
            @Nullable Boolean held,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    /**
     * A review and its promises.
     *
     * @param division of a session, or of the most critical product that the incident affects
     * @param state as its own record says it
     * @param dueAt by when it is to be held, or was; null when nothing was promised
     * @param lateSeconds by how much it was held late, or is overdue; null when it is in time or stands still
     * @param publishDueAt by when it is to be published; only of livesite reviews that were held
     * @param processInstance the engine's instance, while it goes on
     * @param incidentInstance that of the incident as a whole, while it goes on
     */
    record Line(
            Kind kind,
            String number,
            @Nullable String incident,
            @Nullable String title,
            @Nullable String severity,
            @Nullable String division,
            String state,
            Progress progress,
            Instant openedAt,
            @Nullable Instant scheduledFor,
            @Nullable Instant dueAt,
            @Nullable Instant heldAt,
            @Nullable Long lateSeconds,
            @Nullable Instant publishDueAt,
            @Nullable Instant publishedAt,
            @Nullable Long publishLateSeconds,
            @Nullable String processInstance,
            @Nullable String incidentInstance) {}

    /** What is still to be held comes first, by its due date; then what was held, the latest first. */
    Page<Line> page(Filter filter, PageRequest asked) {
        Instant now = clock.instant();
        // of what was held no promise need be looked up to know the day
        String day = Boolean.TRUE.equals(filter.held())
                ? "coalesce(t.held_at, t.published_at)"
                : "coalesce(t.held_at, t.due_at, t.opened_at)";
        Narrowing narrowing = restrictions
                .hide(new Narrowing(), "t.incident_id")
                .with("t.kind = ?", filter.kind())
                .with("t.division = ?", filter.division())
                .with(day + " >= ?", begin(filter.from()))
                .with(day + " < ?", begin(filter.to()));
        if (filter.held() != null) {
            narrowing.and("(t.held_at is not null or t.published_at is not null) = ?", filter.held());
        }
        if (filter.progress() != null) {
            switch (filter.progress()) {
                case PUBLISHED -> narrowing.and("t.published_at is not null");
                case HELD -> narrowing.and("t.held_at is not null and t.published_at is null");
                case OVERDUE -> narrowing
                        .and("t.held_at is null and t.published_at is null")
                        .and("t.due_at <= ? and t.promise <> 'PAUSED'", now);
                case UPCOMING -> narrowing
                        .and("t.held_at is null and t.published_at is null")
                        .and("t.due_at is null or t.due_at > ? or t.promise = 'PAUSED'", now);
            }
        }
        return narrowing.page(
                jdbc,
                "t.*, " + Incidents.instanceOf("t.incident") + " as incident_instance",
                FROM,
                "(t.held_at is not null), case when t.held_at is null then t.due_at end nulls last, t.held_at desc, t.number desc",
                asked,
                (row, n) -> line(row, now));
    }

    private static @Nullable Instant begin(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Line line(ResultSet row, Instant now) throws SQLException {
        Instant due = at(row, "due_at");
        Instant held = at(row, "held_at");
        Instant published = at(row, "published_at");
        Long late = late(due, at(row, "stopped_at"), row.getString("promise"), now);
        return new Line(
                Kind.valueOf(row.getString("kind")),
                row.getString("number"),
                row.getString("incident"),
                row.getString("title"),
                row.getString("severity"),
                row.getString("division"),
                row.getString("state"),
                published != null
                        ? Progress.PUBLISHED
                        : held != null ? Progress.HELD : late != null ? Progress.OVERDUE : Progress.UPCOMING,
                row.getTimestamp("opened_at").toInstant(),
                at(row, "scheduled_for"),
                due,
                held,
                late,
                at(row, "publish_due_at"),
                published,
                late(at(row, "publish_due_at"), at(row, "publish_stopped_at"), row.getString("publish_promise"), now),
                row.getString("process_instance_id"),
                row.getString("incident_instance"));
    }

    private static @Nullable Long late(
            @Nullable Instant due, @Nullable Instant stopped, @Nullable String promise, Instant now) {
        if (due == null || "PAUSED".equals(promise)) {
            return null;
        }
        Instant end = stopped == null ? now : stopped;
        return due.isAfter(end) ? null : (Long) Duration.between(due, end).toSeconds();
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
