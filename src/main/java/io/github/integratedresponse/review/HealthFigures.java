package io.github.integratedresponse.review;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts for the health review of a division: how its risk and its controls perform in aggregate, never one by one. */
@Component
@Order(3)
class HealthFigures implements SessionFigures {

    private static final String OF_DIVISION =
            " exists (select 1 from response.affected_product a join response.product p on p.id = a.product_id"
                    + " where a.incident_id = i.id and p.division = :division) ";

    private final JdbcClient jdbc;

    HealthFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Object> of(SessionScope scope) {
        if (scope.kind() != SessionKind.SHR) {
            return Map.of();
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(
                "products",
                rows(
                        """
                select tier, count(*) as count, count(*) filter (where exposure = 'INTERNET') as "onTheInternet",
                    count(*) filter (where data_class = 'RESTRICTED') as restricted
                from response.product where division = :division group by tier order by tier""",
                        scope));
        figures.put(
                "incidents",
                rows(
                        """
                select s.severity, count(*) filter (where i.opened_at >= :from and i.opened_at < :to) as opened,
                    count(*) filter (where i.opened_at >= :before and i.opened_at < :from) as before,
                    count(*) filter (where i.id is not null and i.stage <> 'CLOSED') as open
                from unnest(array['SEV0', 'SEV1', 'SEV2', 'SEV3', 'SEV4']) as s (severity)
                left join response.unrestricted_incident i on i.severity = s.severity and %s
                group by s.severity order by s.severity"""
                                .formatted(OF_DIVISION),
                        scope));
        figures.put(
                "rootCauses",
                rows(
                        """
                select c.classification, count(*) as count from response.root_cause c
                join response.review r on r.id = c.review_id join response.unrestricted_incident i on i.id = r.incident_id
                where i.opened_at < :to and r.published_at >= :from and %s
                group by 1 order by 2 desc, 1"""
                                .formatted(OF_DIVISION),
                        scope));
        figures.put(
                "controls",
                rows(
                        """
                select m.control_id as control, k.title, count(*) as "rootCauses" from response.root_cause_control m
                join response.control k on k.id = m.control_id
                join response.root_cause c on c.id = m.root_cause_id
                join response.review r on r.id = c.review_id join response.unrestricted_incident i on i.id = r.incident_id
                where i.opened_at < :to and r.published_at >= :from and %s
                group by 1, 2 order by 3 desc, 1 limit 20"""
                                .formatted(OF_DIVISION),
                        scope));
        figures.put(
                "mostHit",
                rows(
                        """
                select p.id as product, p.name, count(*) as incidents from response.affected_product a
                join response.product p on p.id = a.product_id join response.unrestricted_incident i on i.id = a.incident_id
                where p.division = :division and i.opened_at >= :from and i.opened_at < :to
                group by 1, 2 order by 3 desc, 1 limit 10""",
                        scope));
        figures.put(
                "risks",
                rows(
                        """
                select k.title, to_char(k.until, 'YYYY-MM-DD') as until, k.signed_by as "acceptedBy",
                    k.until < (:to at time zone 'UTC')::date as expired
                from response.session_accepted_risk k join response.review_session r on r.id = k.session_id
                where r.division = :division and k.state = 'SIGNED' order by k.until, k.id limit 50""",
                        scope));
        return figures;
    }

    /** The period before is as long as the one asked for. */
    private List<Map<String, Object>> rows(String sql, SessionScope scope) {
        Duration length = Duration.between(scope.from(), scope.to());
        return jdbc.sql(sql)
                .param("division", Objects.requireNonNull(scope.division()))
                .param("from", scope.from().atOffset(ZoneOffset.UTC))
                .param("to", scope.to().atOffset(ZoneOffset.UTC))
                .param("before", scope.from().minus(length).atOffset(ZoneOffset.UTC))
                .query()
                .listOfRows();
    }
}
