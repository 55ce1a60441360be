package io.github.integratedresponse.governance;

import io.github.integratedresponse.review.RootCause;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the decision table must know of a root cause and the controls it is mapped to. */
@Component
class ControlFacts {

    private final JdbcClient jdbc;

    ControlFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @return the share, 0 to 1, of those products that meet every control the cause is mapped to, among those that were assessed for
     *     one of them; {@code null} when none was
     */
    @Nullable
    Double coverage(RootCause cause) {
        return jdbc.sql(
                        "select avg(case when met then 1.0 else 0.0 end)::float8 as coverage from (select bool_and(status = 'COMPLIANT') as met"
                                + " from response.assessment where control_id = any(?) and status <> 'NOT_APPLICABLE' group by product_id) product")
                .param(cause.controlIds().toArray(String[]::new))
                .query((row, n) -> java.util.Optional.ofNullable(row.getObject("coverage", Double.class)))
                .single()
                .orElse(null);
    }

    /** @return how many other incidents had a root cause of the same kind, about the same kind of finding or the same control */
    int recurrence(RootCause cause) {
        return jdbc.sql(
                        "select count(distinct r.incident_id) from response.root_cause c join response.review r on r.id = c.review_id"
                                + " join response.unrestricted_incident i on i.id = r.incident_id"
                                + " where r.state = 'PUBLISHED' and r.incident_id <> ? and r.id < ? and c.classification = ?"
                                + " and (i.finding_type = ? or exists (select 1 from response.root_cause_control m"
                                + " where m.root_cause_id = c.id and m.control_id = any(?)))")
                .param(cause.incidentId())
                .param(cause.reviewId())
                .param(cause.classification().name())
                .param(cause.findingType())
                .param(cause.controlIds().toArray(String[]::new))
                .query(Integer.class)
                .single();
    }
}
