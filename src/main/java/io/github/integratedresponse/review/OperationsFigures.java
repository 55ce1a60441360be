package io.github.integratedresponse.review;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts for operations reviews: what came in, who was escalated to, where reviews stand, and what became of the last actions. */
@Component
@Order(2)
class OperationsFigures implements SessionFigures {

    private final JdbcClient jdbc;

    OperationsFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Object> of(SessionScope scope) {
        if (scope.kind() != SessionKind.SOR) {
            return Map.of();
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "flow",
                jdbc.sql(
                                """
                select (select count(*) from response.signal s where received_at >= :from and received_at < :to and not exists (
                        select 1 from response.incident_signal l join response.restriction r on r.incident_id = l.incident_id
                        where l.signal_id = s.id and r.lifted_at is null)) as "signals",
                    (select count(*) from response.unrestricted_incident where opened_at >= :from and opened_at < :to) as "incidentsOpened",
                    (select count(*) from response.unrestricted_incident where closed_at >= :from and closed_at < :to) as "incidentsClosed",
                    (select count(*) from response.review join response.unrestricted_incident i on i.id = incident_id
                        where published_at >= :from and published_at < :to) as "reviewsPublished",
                    (select count(*) from response.review join response.unrestricted_incident i on i.id = incident_id
                        where state <> 'PUBLISHED') as "reviewsOpen"
                """)
                        .params(period(scope))
                        .query()
                        .singleRow());
        figures.put(
                "escalations",
                jdbc.sql(
                                """
                select level, coalesce(outcome, 'OPEN') as outcome, count(*) as count from response.sla_escalation
                where not exists (select 1 from response.sla_clock c join response.restriction r on r.business_key = c.business_key
                    where c.id = clock_id and r.lifted_at is null) and started_at >= :from and started_at < :to group by 1, 2 order by 1, 2
                """)
                        .params(period(scope))
                        .query()
                        .listOfRows());
        figures.put(
                "carriedOver",
                jdbc.sql(
                                """
                select p.title, p.owner, lower(p.status) as status from response.proposed_repair_item p
                where p.session_id = (select max(id) from response.review_session where kind = 'SOR' and state = 'PUBLISHED')
                order by p.id limit 100""")
                        .query()
                        .listOfRows());
        return figures;
    }

    private static Map<String, Object> period(SessionScope scope) {
        return Map.of(
                "from", scope.from().atOffset(ZoneOffset.UTC),
                "to", scope.to().atOffset(ZoneOffset.UTC));
    }
}
