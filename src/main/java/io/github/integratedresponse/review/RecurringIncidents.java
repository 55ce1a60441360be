package io.github.integratedresponse.review;

import io.github.integratedresponse.sla.RecurringWork;
import io.github.integratedresponse.sla.Weeks;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts incidents that repeat what had been met before. A cause is repeated when a published review of an earlier incident had found one
 * of the same kind, about the same kind of finding or the same control; so governance weighs it too.
 */
@Component
class RecurringIncidents implements RecurringWork {

    private static final String COUNTS =
            """
            with opened as (
                select i.id, i.finding_type, i.opened_at, i.matched_pattern is not null as matched from response.unrestricted_incident i
                where i.opened_at >= :from and i.opened_at < :to and (i.verdict is null or i.verdict = 'TRUE_POSITIVE')
                    and i.merged_into_id is null and (cast(:severity as text) is null or i.severity = :severity)
                    and (cast(:division as text) is null or exists (select 1 from response.affected_product a
                        join response.product p on p.id = a.product_id where a.incident_id = i.id and p.division = :division))
            ), repeated as (
                select distinct o.id from opened o
                join response.review v on v.incident_id = o.id and v.state = 'PUBLISHED'
                join response.root_cause c on c.review_id = v.id
                where exists (select 1 from response.root_cause b
                    join response.review w on w.id = b.review_id and w.state = 'PUBLISHED'
                    join response.unrestricted_incident e on e.id = w.incident_id
                    where b.classification = c.classification and e.id <> o.id and e.opened_at < o.opened_at
                        and (e.finding_type = o.finding_type or exists (select 1 from response.root_cause_control x
                            join response.root_cause_control y on y.control_id = x.control_id
                            where x.root_cause_id = c.id and y.root_cause_id = b.id)))
            )
            select count(*) as opened, count(*) filter (where matched) as matched, count(r.id) as repeated,
                count(*) filter (where matched or r.id is not null) as recurring
            from opened left join repeated r using (id)""";

    private final JdbcClient jdbc;

    RecurringIncidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Counts of(Weeks weeks, @Nullable String severity, @Nullable String division) {
        return jdbc.sql(COUNTS)
                .param("from", weeks.from().atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("to", weeks.to().atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("severity", severity)
                .param("division", division)
                .query((row, n) -> new Counts(
                        row.getLong("opened"),
                        row.getLong("matched"),
                        row.getLong("repeated"),
                        row.getLong("recurring")))
                .single();
    }
}
