package io.github.integratedresponse.review;

import io.github.integratedresponse.process.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The root causes that reviews found. */
@Component
public class RootCauses {

    private static final String SELECT =
            "select c.*, r.number, r.incident_id, i.finding_type, array(select control_id from response.root_cause_control m"
                    + " where m.root_cause_id = c.id order by control_id) as control_ids"
                    + " from response.root_cause c join response.review r on r.id = c.review_id"
                    + " join response.incident i on i.id = r.incident_id join response.why w on w.id = c.why_id ";

    private final JdbcClient jdbc;

    RootCauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return ids of the root causes in the incident's published review that ask for a look at the standard, oldest first */
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
