package io.github.integratedresponse.repair;

import io.github.integratedresponse.review.SessionFigures;
import io.github.integratedresponse.review.SessionScope;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells operations and health reviews how repairs get on: what is open, how old it is, what is late, which risks are accepted. */
@Component
class RepairFigures implements SessionFigures {

    private final JdbcClient jdbc;

    RepairFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return under {@code repairs}: counts, and the age of open items in days */
    @Override
    public Map<String, Object> of(SessionScope scope) {
        // an accepted risk is not late, as in the list of items: somebody answers for it until a date
        Map<String, Object> figures = jdbc.sql("select count(*) filter (where r.state <> 'CLOSED') as \"open\","
                        + " count(*) filter (where r.state not in ('CLOSED', 'RISK_ACCEPTED') and r.due_at < :to) as \"overdue\","
                        + " count(*) filter (where r.state = 'RISK_ACCEPTED') as \"acceptedRisks\","
                        + " count(*) filter (where r.opened_at >= :from and r.opened_at < :to) as \"openedInPeriod\","
                        + " count(*) filter (where r.closed_at >= :from and r.closed_at < :to) as \"closedInPeriod\","
                        + " coalesce(sum(r.reopened), 0) as \"reopened\","
                        + " coalesce(round(max(extract(epoch from :to - r.opened_at) / 86400)"
                        + " filter (where r.state <> 'CLOSED'), 1), 0) as \"oldestInDays\""
                        + " from response.repair_item r left join response.product p on p.id = r.product_id"
                        + " where not exists (select 1 from response.restriction x where x.incident_id = r.incident_id"
                        + " and x.lifted_at is null) and (cast(:division as text) is null or p.division = :division)")
                .param("from", scope.from().atOffset(ZoneOffset.UTC))
                .param("to", scope.to().atOffset(ZoneOffset.UTC))
                .param("division", scope.division())
                .query()
                .singleRow();
        return Map.of("repairs", figures);
    }
}
