package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.sla.SlaFigures.Risk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the promises about one piece of work stand, for whoever works on it. */
@Component
public class WorkClocks {

    private static final String BECAUSE = "(select p.reason from response.sla_pause p where p.clock_id = c.id"
            + " and p.ended_at is null order by p.id desc limit 1) as paused_because";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    WorkClocks(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /**
     * @param now the moment at which they are told
     * @return open ones first, by due date, then those that stopped last; {@code limit} at most, and none of what the person asking may
     *     not know of
     */
    public List<WorkClock> of(String businessKey, Instant now, int limit) {
        return restrictions
                .hideByKey(new Narrowing().and("c.business_key = ?", businessKey), "c.business_key")
                .first(
                        jdbc,
                        "c.*, " + BECAUSE,
                        "response.sla_clock c",
                        "(c.stopped_at is not null), case when c.stopped_at is null then c.due_at end, c.stopped_at desc, c.id",
                        limit,
                        (row, n) -> clock(row, now));
    }

    private static WorkClock clock(ResultSet row, Instant now) throws SQLException {
        String state = row.getString("state");
        Instant warn = at(row, "warn_at");
        Instant due = at(row, "due_at");
        Instant stopped = instant(row, "stopped_at");
        Instant since = instant(row, "paused_at");
        Instant told = stopped != null ? stopped : since != null ? since : now;
        long going =
                since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis());
        return new WorkClock(
                row.getLong("id"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("process_definition_key"),
                row.getString("process_instance_id"),
                row.getString("activity_instance_id"),
                at(row, "started_at"),
                warn,
                due,
                stopped,
                state,
                stopped == null ? risk(state, warn, due, now) : null,
                Duration.between(told, due).toSeconds(),
                since,
                since == null ? null : row.getString("paused_because"),
                (row.getLong("paused_ms") + going) / 1000);
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

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }
}
