package io.github.integratedresponse.sla.figures;

import static io.github.integratedresponse.sla.figures.OpenClocks.at;
import static io.github.integratedresponse.sla.figures.OpenClocks.instant;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.SlaFigures.Breach;
import io.github.integratedresponse.sla.SlaFigures.Broken;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.Weeks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists broken promises one by one; a promise is broken in the week in which it was due. */
@Component
class BrokenPromises {

    /** Indexes have either part in the order of the due date. */
    private static final String FROM = "(select s.* from response.sla_clock s where s.stopped_at > s.due_at union all"
            + " select o.* from response.sla_clock o where o.stopped_at is null and (o.state = 'BREACHED'"
            + " or (o.state = 'PAUSED' and o.due_at <= o.paused_at) or (o.state = 'RUNNING' and o.due_at <= %s))) c";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    BrokenPromises(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /** Which they are an index tells by itself; what they are only those of the page are asked for. */
    Page<Breach> list(Weeks weeks, Filter filter, PageRequest asked, Instant now) {
        String moment = "timestamptz '" + now + "'";
        Narrowing narrowing = OpenClocks.filtered(
                restrictions.hideByKey(
                        new Narrowing().and("c.due_at >= ? and c.due_at < ?", start(weeks.from()), start(weeks.to())),
                        "c.business_key"),
                filter);
        Page<Long> page = narrowing.page(
                jdbc,
                "c.id",
                FROM.formatted(moment),
                "coalesce(c.stopped_at, c.paused_at, " + moment + ") - c.due_at desc, c.id",
                asked,
                (row, n) -> row.getLong("id"));
        Map<Long, Breach> found = new HashMap<>();
        jdbc.sql("select c.*, " + OpenClocks.ROOT + " from response.sla_clock c where c.id = any (?)")
                .param(page.items().toArray(Long[]::new))
                .query((row, n) -> breach(row, now))
                .list()
                .forEach(breach -> found.put(breach.id(), breach));
        List<Breach> inOrder = page.items().stream()
                .map(id -> Objects.requireNonNull(found.get(id)))
                .toList();
        return Page.of(inOrder, asked, page.total());
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Breach breach(ResultSet row, Instant now) throws SQLException {
        Instant due = at(row, "due_at");
        Instant stopped = instant(row, "stopped_at");
        Instant paused = instant(row, "paused_at");
        Instant until = stopped != null ? stopped : paused != null ? paused : now;
        Broken outcome = stopped == null
                ? Broken.OVERDUE
                : row.getString("state").equals("CANCELLED") ? Broken.CALLED_OFF_LATE : Broken.MET_LATE;
        return new Breach(
                row.getLong("id"),
                row.getString("business_key"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("process_definition_key"),
                row.getString("process_instance_id"),
                row.getString("root_instance"),
                row.getString("severity"),
                row.getString("product_id"),
                row.getString("division"),
                row.getString("owner"),
                row.getString("region"),
                at(row, "started_at"),
                due,
                stopped,
                outcome,
                Duration.between(due, until).toSeconds());
    }
}
