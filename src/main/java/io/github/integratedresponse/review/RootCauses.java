package io.github.integratedresponse.review;

import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The root causes that reviews found. */
@Component
public class RootCauses {

    private static final String SELECT =
            "select c.*, w.position, r.number, r.incident_id, i.finding_type, array(select control_id from response.root_cause_control m"
                    + " where m.root_cause_id = c.id order by control_id) as control_ids"
                    + " from response.root_cause c join response.review r on r.id = c.review_id"
                    + " join response.incident i on i.id = r.incident_id join response.why w on w.id = c.why_id ";

    private final JdbcClient jdbc;

    RootCauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return ids of the root causes in the incident's published review that ask for a look at the standard, oldest first */
    @ForDiagrams
    public List<Long> idsOfIncident(Long incidentId) {
        return jdbc.sql(
                        "select c.id from response.root_cause c join response.review r on r.id = c.review_id"
                                + " where r.incident_id = ? and c.standard_change_needed and r.id ="
                                + " (select max(id) from response.review where incident_id = ? and state = 'PUBLISHED') order by c.id")
                .param(incidentId)
                .param(incidentId)
                .query(Long.class)
                .list();
    }

    /** @throws NotFound when there is no such root cause */
    public RootCause byId(long id) {
        return jdbc.sql(SELECT + "where c.id = ?")
                .param(id)
                .query(RootCauses::rootCause)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such root cause"));
    }

    /** @return every root cause of a review, in the order of its tree */
    public List<RootCause> ofReview(long reviewId) {
        return jdbc.sql(SELECT + "where c.review_id = ? order by w.position")
                .param(reviewId)
                .query(RootCauses::rootCause)
                .list();
    }

    /** Records what each root cause of a review is; a root cause that was classified before keeps its id. */
    @Transactional
    void classify(long reviewId, List<Classified> causes) {
        for (Classified cause : causes) {
            long id = jdbc.sql("insert into response.root_cause (review_id, why_id, classification, statement,"
                            + " contributing, standard_change_needed) select w.review_id, w.id, ?, ?, ?, ?"
                            + " from response.why w where w.review_id = ? and w.position = ?"
                            + " on conflict (why_id) do update set classification = excluded.classification,"
                            + " statement = excluded.statement, contributing = excluded.contributing,"
                            + " standard_change_needed = excluded.standard_change_needed returning id")
                    .param(cause.classification().name())
                    .param(cause.statement())
                    .param(cause.contributing())
                    .param(cause.standardChangeNeeded())
                    .param(reviewId)
                    .param(cause.whyNo())
                    .query(Long.class)
                    .single();
            jdbc.sql("delete from response.root_cause_control where root_cause_id = ?")
                    .param(id)
                    .update();
            for (String control : cause.controlIds()) {
                jdbc.sql("insert into response.root_cause_control (root_cause_id, control_id) values (?, ?)")
                        .param(id)
                        .param(control)
                        .update();
            }
        }
    }

    /** What a person found a root cause to be. */
    record Classified(
            int whyNo,
            Classification classification,
            Set<String> controlIds,
            String statement,
            boolean contributing,
            boolean standardChangeNeeded) {}

    /** @return the root cause that a why was classified as, by the number of the why */
    Map<Integer, RootCause> byWhy(long reviewId) {
        Map<Integer, RootCause> causes = new LinkedHashMap<>();
        jdbc.sql(SELECT + "where c.review_id = ? order by w.position")
                .param(reviewId)
                .query((row, n) -> Map.entry(row.getInt("position"), rootCause(row, n)))
                .list()
                .forEach(entry -> causes.put(entry.getKey(), entry.getValue()));
        return causes;
    }

    /** Records why root causes are left without a repair item; those not named have no such reason any more. */
    @Transactional
    void leaveWithoutRepair(long reviewId, Map<Long, String> reasons) {
        jdbc.sql("update response.root_cause set no_repair_reason = null where review_id = ?")
                .param(reviewId)
                .update();
        reasons.forEach((id, reason) -> jdbc.sql(
                        "update response.root_cause set no_repair_reason = ? where id = ? and review_id = ?")
                .param(reason)
                .param(id)
                .param(reviewId)
                .update());
    }

    /** @return why root causes of the review are left without a repair item, by the id of the root cause */
    Map<Long, String> leftWithoutRepair(long reviewId) {
        return jdbc
                .sql("select id, no_repair_reason from response.root_cause where review_id = ?"
                        + " and no_repair_reason is not null")
                .param(reviewId)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("no_repair_reason")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static RootCause rootCause(ResultSet row, int n) throws SQLException {
        return new RootCause(
                row.getLong("id"),
                row.getLong("review_id"),
                row.getString("number"),
                row.getLong("incident_id"),
                row.getString("finding_type"),
                Classification.valueOf(row.getString("classification")),
                row.getString("statement"),
                row.getBoolean("contributing"),
                row.getBoolean("standard_change_needed"),
                List.of((String[]) row.getArray("control_ids").getArray()));
    }
}
