package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What happened to an incident, line by line, in the order it was recorded. Written by transitions only; nothing is ever changed. */
@Component
public class Timeline {

    private final JdbcClient jdbc;
    private final Clock clock;

    Timeline(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Appends a line, in the transaction of the step it tells of.
     *
     * @param kind a short word for what kind of step it was, such as {@code severity} or {@code contained}
     * @param actor the person who acted, or {@code system}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(long incidentId, String kind, String actor, String text) {
        append(List.of(new Entry(incidentId, kind, actor, text)));
    }

    /** A line to be appended. */
    record Entry(long incidentId, String kind, String actor, String text) {}

    /** Appends lines of several incidents, in this order. */
    @Transactional(propagation = Propagation.MANDATORY)
    void append(List<Entry> lines) {
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql("insert into response.timeline (incident_id, at, kind, actor, text)"
                        + " select incident_id, ?, kind, actor, text from unnest(?::bigint[], ?::text[], ?::text[], ?::text[])"
                        + " with ordinality l (incident_id, kind, actor, text, n) order by n")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(lines.stream().map(Entry::incidentId).toArray(Long[]::new))
                .param(lines.stream().map(Entry::kind).toArray(String[]::new))
                .param(lines.stream().map(Entry::actor).toArray(String[]::new))
                .param(lines.stream().map(Entry::text).toArray(String[]::new))
                .update();
    }

    /** @return every line, oldest first */
    public List<Line> of(long incidentId) {
        return jdbc.sql("select id, at, kind, actor, text from response.timeline where incident_id = ? order by id")
                .param(incidentId)
                .query(Timeline::line)
                .list();
    }

    /** Which line of a timeline comes first. */
    public enum Order {
        OLDEST("id"),
        NEWEST("id desc");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    public Page<Line> page(long incidentId, Order order, PageRequest asked) {
        return new Narrowing()
                .and("incident_id = ?", incidentId)
                .page(jdbc, "id, at, kind, actor, text", "response.timeline", order.sql, asked, Timeline::line);
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("text"));
    }

    public record Line(long id, Instant at, String kind, String actor, String text) {}
}
