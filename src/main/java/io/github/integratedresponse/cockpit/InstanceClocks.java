package io.github.integratedresponse.cockpit;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.SlaFigures.Pause;
import io.github.integratedresponse.sla.SlaFigures.Risk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The clocks of the work that a process instance is a part of. */
@Component
class InstanceClocks {

    private final JdbcClient jdbc;
    private final Restrictions restrictions;
    private final Clock clock;

    InstanceClocks(JdbcClient jdbc, Restrictions restrictions, Clock clock) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /**
     * A clock, open or not.
     *
     * @param instance whose it is
     * @param own whether that is the instance that was asked about, and not another of the same work
     * @param element that declares it, and what the diagram calls that
     * @param target as the policy promises it, in time of the calendar
     * @param policyVersion null where no rule matched
     * @param risk how pressing it is; null when it has stopped
     * @param leftSeconds until it falls due, or from when it stopped until it would have: negative by how much it is or was late
     * @param elapsedSeconds time of the calendar that was used, pauses left out; null while it is open
     */
    record Line(
            long id,
            String clock,
            @Nullable String subject,
            String process,
            String instance,
            boolean own,
            String element,
            @Nullable String elementName,
            @Nullable String severity,
            String target,
            String calendar,
            @Nullable Integer policyVersion,
            Instant startedAt,
            Instant warnAt,
            Instant dueAt,
            @Nullable Instant stoppedAt,
            String state,
            @Nullable Risk risk,
            long leftSeconds,
            long pausedSeconds,
            @Nullable Long elapsedSeconds,
            List<Pause> pauses) {}

    /** The open ones first, those due first before the others; then those that stopped, the last first. */
    Page<Line> of(Instances.Line instance, PageRequest asked) {
        Narrowing narrowing = restrictions.hideByKey(new Narrowing(), "c.business_key");
        String key = instance.businessKey();
        if (key == null || key.isEmpty()) {
            narrowing.and("c.process_instance_id = ?", instance.id());
        } else {
            narrowing.and("c.business_key = ?", key);
        }
        Instant now = clock.instant();
        Page<Line> page = narrowing.page(
                jdbc,
                "c.*, (select a.act_name_ from act_hi_actinst a where a.id_ = c.activity_instance_id) as element_name",
                "response.sla_clock c",
                "(c.stopped_at is not null), case when c.stopped_at is null then c.due_at end, c.stopped_at desc, c.id desc",
                asked,
                (row, n) -> line(row, instance.id(), now));
        Map<Long, List<Pause>> pauses =
                pauses(page.items().stream().map(Line::id).toList());
        return page.map(line -> with(line, pauses.getOrDefault(line.id(), List.of())));
    }

    private static Line line(ResultSet row, String asked, Instant now) throws SQLException {
        Instant due = at(row, "due_at");
        Instant warn = at(row, "warn_at");
        Instant paused = instant(row, "paused_at");
        Instant stopped = instant(row, "stopped_at");
        String state = row.getString("state");
        Long elapsed = row.getObject("elapsed_ms", Long.class);
        Instant counted = stopped != null ? stopped : paused != null ? paused : now;
        long standing =
                paused == null ? 0 : Math.max(0, Duration.between(paused, now).toMillis());
        return new Line(
                row.getLong("id"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("process_definition_key"),
                row.getString("process_instance_id"),
                row.getString("process_instance_id").equals(asked),
                row.getString("activity_id"),
                row.getString("element_name"),
                row.getString("severity"),
                row.getString("target"),
                row.getString("calendar"),
                row.getObject("policy_version", Integer.class),
                at(row, "started_at"),
                warn,
                due,
                stopped,
                state,
                stopped != null ? null : risk(state, warn, due, now),
                Duration.between(counted, due).toSeconds(),
                (row.getLong("paused_ms") + standing) / 1000,
                elapsed == null ? null : elapsed / 1000,
                List.of());
    }

    private static Risk risk(String state, Instant warn, Instant due, Instant now) {
        if (state.equals("PAUSED")) {
            return Risk.PAUSED;
        }
        if (state.equals("BREACHED") || !due.isAfter(now)) {
            return Risk.OVERDUE;
        }
        return warn.isAfter(now) ? Risk.IN_TIME : Risk.AT_RISK;
    }

    private Map<Long, List<Pause>> pauses(List<Long> clocks) {
        Map<Long, List<Pause>> pauses = new HashMap<>();
        jdbc.sql("select * from response.sla_pause where clock_id = any (?) order by id")
                .param(clocks.toArray(Long[]::new))
                .query(row -> {
                    pauses.computeIfAbsent(row.getLong("clock_id"), id -> new ArrayList<>())
                            .add(new Pause(
                                    row.getString("reason"),
                                    row.getString("approved_by"),
                                    at(row, "began_at"),
                                    instant(row, "ended_at")));
                });
        return pauses;
    }

    private static Line with(Line line, List<Pause> pauses) {
        return new Line(
                line.id(),
                line.clock(),
                line.subject(),
                line.process(),
                line.instance(),
                line.own(),
                line.element(),
                line.elementName(),
                line.severity(),
                line.target(),
                line.calendar(),
                line.policyVersion(),
                line.startedAt(),
                line.warnAt(),
                line.dueAt(),
                line.stoppedAt(),
                line.state(),
                line.risk(),
                line.leftSeconds(),
                line.pausedSeconds(),
                line.elapsedSeconds(),
                pauses);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
