package io.github.integratedresponse.review;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts for both sessions: promises kept and broken, open incidents, and how long the response takes. */
@Component
@Order(1)
class LoopFigures implements SessionFigures {

    /** Incidents of the division asked for, or all of them. */
    private static final String IN_SCOPE =
            " (cast(:division as text) is null or exists (select 1 from response.affected_product a"
                    + " join response.product p on p.id = a.product_id"
                    + " where a.incident_id = i.id and p.division = :division)) ";

    /** Promises about work of the division asked for, or all of them. */
    private static final String PROMISED =
            " from response.sla_clock c where c.started_at < :to and (c.stopped_at is null or c.stopped_at >= :from)"
                    + " and not exists (select 1 from response.restriction r where r.business_key = c.business_key"
                    + " and r.lifted_at is null) and (cast(:division as text) is null or exists (select 1 from response.unrestricted_incident i"
                    + " where i.number = c.business_key and" + IN_SCOPE + ")) ";

    /** A promise that was called off after its time is as broken as one that still runs. */
    private static final String BROKEN =
            " (c.state = 'MET_LATE' or (c.due_at < :to and c.stopped_at is null) or (c.due_at < c.stopped_at and c.state = 'CANCELLED')) ";

    private final JdbcClient jdbc;

    LoopFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Object> of(SessionScope scope) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "adherence",
                rows(
                        """
                select c.name as clock, count(*) filter (where c.state = 'MET') as kept,
                    count(*) filter (where c.state = 'MET_LATE') as late,
                    count(*) filter (where c.stopped_at is null and c.due_at < :to) as overdue,
                    count(*) filter (where c.state = 'CANCELLED' and c.due_at < c.stopped_at) as "calledOffLate",
                    coalesce(round(100.0 * count(*) filter (where c.state = 'MET')
                        / nullif(count(*) filter (where c.state = 'MET' or %s), 0), 1)::text || ' %%', 'none due') as adherence
                %s group by c.name order by c.name"""
                                .formatted(BROKEN, PROMISED),
                        scope));
        figures.put(
                "breaches",
                rows(
                        """
                select c.business_key as work, c.name as clock, coalesce(c.severity, '') as severity,
                    to_char(c.due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as due,
                    case c.state when 'MET_LATE' then 'kept late' when 'CANCELLED' then 'called off' else 'open' end as state
                %s and %s order by c.severity nulls last, c.due_at limit 50"""
                                .formatted(PROMISED, BROKEN),
                        scope));
        figures.put(
                "openIncidents",
                rows(
                        """
                select i.severity, i.stage, count(*) as count from response.unrestricted_incident i
                where i.opened_at < :to and (i.closed_at is null or i.closed_at >= :to) and i.stage <> 'CLOSED' and %s
                group by i.severity, i.stage order by i.severity, i.stage"""
                                .formatted(IN_SCOPE),
                        scope));
        figures.put("times", times(scope));
        return figures;
    }

    private List<Map<String, Object>> times(SessionScope scope) {
        return rows(
                """
                select measure, count(hours) as count,
                    round(percentile_cont(0.5) within group (order by hours)::numeric, 2) as median,
                    round(avg(hours)::numeric, 2) as mean
                from (
                    select 1 as place, 'First seen to opened' as measure,
                        extract(epoch from i.opened_at - i.first_seen_at) / 3600 as hours
                        from response.unrestricted_incident i where i.opened_at >= :from and i.opened_at < :to and %1$s
                    union all select 2, 'Opened to acknowledged',
                        extract(epoch from c.stopped_at - i.opened_at) / 3600
                        from response.unrestricted_incident i join response.sla_clock c on c.business_key = i.number
                        where c.name = 'acknowledge' and c.state in ('MET', 'MET_LATE')
                            and c.stopped_at >= :from and c.stopped_at < :to and %1$s
                    union all select 3, 'Opened to contained',
                        extract(epoch from i.contained_at - i.opened_at) / 3600
                        from response.unrestricted_incident i where i.contained_at >= :from and i.contained_at < :to and %1$s
                    union all select 4, 'Opened to closed',
                        extract(epoch from i.closed_at - i.opened_at) / 3600
                        from response.unrestricted_incident i where i.closed_at >= :from and i.closed_at < :to and %1$s
                ) as measured group by place, measure order by place"""
                        .formatted(IN_SCOPE),
                scope);
    }

    private List<Map<String, Object>> rows(String sql, SessionScope scope) {
        return jdbc.sql(sql)
                .param("division", scope.division())
                .param("from", scope.from().atOffset(ZoneOffset.UTC))
                .param("to", scope.to().atOffset(ZoneOffset.UTC))
                .query()
                .listOfRows();
    }
}
