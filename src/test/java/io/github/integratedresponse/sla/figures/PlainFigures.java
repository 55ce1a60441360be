package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Kept;
import io.github.integratedresponse.sla.SlaFigures.Paused;
import io.github.integratedresponse.sla.SlaFigures.Took;
import io.github.integratedresponse.sla.Weeks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same figures by plain SQL over the ledger, every clock by its last line: slow, and easy to read. */
class PlainFigures {

    private static final String LAST =
            """
            with last as (
                select distinct on (l.clock_id) c.name as clock, coalesce(c.subject, '') as subject, c.process_definition_key as process,
                    c.business_key, c.work_opened_at, coalesce(l.severity, '') as severity, coalesce(l.division, '') as division,
                    coalesce(l.product_id, '') as product, coalesce(l.owner, '') as owner, coalesce(l.region, '') as region, l.event, l.at,
                    l.state, l.started_at, l.due_at, l.stopped_at, l.paused_ms
                from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id order by l.clock_id, l.id desc
            ), told as (
                select *, case when stopped_at < due_at then stopped_at else due_at end as decided,
                    case when state = 'CANCELLED' then case when stopped_at > due_at then 'CALLED_OFF_LATE' else 'CANCELLED' end
                        when stopped_at is not null then case when stopped_at > due_at then 'MET_LATE' else 'MET' end
                        when due_at <= case when event = 'PAUSED' then at else :now end then 'OVERDUE' end as outcome
                from last where business_key not in (select business_key from response.restriction where lifted_at is null)
            )
            """;

    private final JdbcClient jdbc;

    PlainFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Kept> kept(Weeks weeks, By by, Filter filter, Instant now) {
        return jdbc.sql(LAST
                        + "select " + key(by, "decided") + " as key, count(*) filter (where outcome = 'MET') as met,"
                        + " count(*) filter (where outcome = 'MET_LATE') as late, count(*) filter (where outcome = 'OVERDUE') as overdue,"
                        + " count(*) filter (where outcome = 'CALLED_OFF_LATE') as off, count(*) filter (where outcome = 'CANCELLED') as cancelled,"
                        + " count(*) filter (where outcome <> 'CANCELLED') as due,"
                        + " round(avg(extract(epoch from stopped_at - due_at)) filter (where outcome in ('MET_LATE', 'CALLED_OFF_LATE'))) as mean,"
                        + " round(sum(paused_ms) / 1000.0) as paused from told"
                        + " where outcome is not null and decided >= :from and decided < :to" + where(filter)
                        + " group by 1 order by 1")
                .params(values(weeks, filter, now))
                .query((row, n) -> new Kept(
                        row.getString("key"),
                        row.getLong("due"),
                        row.getLong("met"),
                        row.getLong("late"),
                        row.getLong("overdue"),
                        row.getLong("off"),
                        row.getLong("cancelled"),
                        row.getLong("due") == 0
                                ? null
                                : Math.round(10_000.0 * row.getLong("met") / row.getLong("due")) / 10_000.0,
                        row.getBigDecimal("mean") == null
                                ? null
                                : row.getBigDecimal("mean").longValue(),
                        row.getLong("paused")))
                .list();
    }

    List<Took> took(Weeks weeks, @Nullable By by, Filter filter, Instant now) {
        String[] shares = {"0.5", "0.9", "0.95", "0.99"};
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < shares.length; i++) {
            columns.append(", percentile_disc(%s) within group (order by seconds) as p%d".formatted(shares[i], i));
        }
        return jdbc.sql(LAST
                        + "select clock, key, count(*) as count" + columns + " from (select clock, "
                        + (by == null ? "''" : key(by, "stopped_at"))
                        + " as key, extract(epoch from stopped_at - case when clock = 'detect' then started_at else work_opened_at end) as seconds"
                        + " from told where state in ('MET', 'MET_LATE') and stopped_at >= :from and stopped_at < :to"
                        + " and clock in ('detect', 'acknowledge', 'contain', 'mitigate', 'recover')" + where(filter)
                        + ") timed where seconds is not null group by clock, key order by clock, key")
                .params(values(weeks, filter, now))
                .query((row, n) -> new Took(
                        row.getString("clock"),
                        row.getString("key"),
                        row.getLong("count"),
                        row.getDouble("p0"),
                        row.getDouble("p1"),
                        row.getDouble("p2"),
                        row.getDouble("p3")))
                .list();
    }

    List<Paused> paused(Weeks weeks, Filter filter, Instant now) {
        return jdbc.sql(
                        "select c.name as clock, p.reason, count(*) as pauses, count(*) filter (where p.ended_at is null) as going,"
                                + " round(sum(extract(epoch from coalesce(p.ended_at, :now) - p.began_at))) as seconds"
                                + " from response.sla_pause p join response.sla_clock c on c.id = p.clock_id"
                                + " where p.began_at >= :from and p.began_at < :to and c.process_definition_key = :process"
                                + " and c.business_key not in (select business_key from response.restriction where lifted_at is null)"
                                + " group by 1, 2 order by 1, 2")
                .params(values(weeks, filter, now))
                .query((row, n) -> new Paused(
                        row.getString("clock"),
                        row.getString("reason"),
                        row.getLong("pauses"),
                        row.getLong("going"),
                        row.getLong("seconds")))
                .list();
    }

    private static String key(By by, String at) {
        return by == By.WEEK
                ? "to_char(date_trunc('week', " + at + " at time zone 'UTC'), 'YYYY-MM-DD')"
                : by.name().toLowerCase(Locale.ROOT);
    }

    private static String where(Filter filter) {
        return " and process = coalesce(:process, process) and clock = coalesce(:clock, clock) and severity = coalesce(:severity, severity)"
                + " and division = coalesce(:division, division) and product = coalesce(:product, product)"
                + " and owner = coalesce(:owner, owner) and region = coalesce(:region, region) and subject = coalesce(:subject, subject)";
    }

    private static Map<String, Object> values(Weeks weeks, Filter filter, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("from", weeks.from().atStartOfDay().atOffset(ZoneOffset.UTC));
        values.put("to", weeks.to().atStartOfDay().atOffset(ZoneOffset.UTC));
        values.put("now", MadeClocks.utc(now));
        values.put("clock", filter.clock());
        values.put("subject", filter.subject());
        values.put("process", filter.process());
        values.put("severity", filter.severity());
        values.put("division", filter.division());
        values.put("product", filter.product());
        values.put("owner", filter.owner());
        values.put("region", filter.region());
        return values;
    }
}
