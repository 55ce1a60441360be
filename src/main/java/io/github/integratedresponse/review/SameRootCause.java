package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Likeness;
import io.github.integratedresponse.process.Shown;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Incidents whose published review found a root cause of the same kind, about the same control. */
@Component
class SameRootCause implements Likeness {

    private static final int WEIGHT = 4;

    private static final String FIND =
            """
            select r.incident_id, min(c.classification) as classification, min(m.control_id) as control_id
            from response.root_cause mine
                join response.review mr on mr.id = mine.review_id and mr.incident_id = :me
                join response.root_cause_control mm on mm.root_cause_id = mine.id
                join response.root_cause_control m on m.control_id = mm.control_id
                join response.root_cause c on c.id = m.root_cause_id and c.classification = mine.classification
                join response.review r on r.id = c.review_id and r.incident_id <> :me and r.state = 'PUBLISHED'
            group by r.incident_id order by r.incident_id desc limit :limit""";

    private final JdbcClient jdbc;

    SameRootCause(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Like> to(Incident incident, int limit) {
        return jdbc.sql(FIND)
                .param("me", incident.id())
                .param("limit", limit)
                .query((row, n) -> new Like(
                        row.getLong("incident_id"),
                        WEIGHT,
                        "same kind of root cause (%s, control %s)"
                                .formatted(Shown.words(row.getString("classification")), row.getString("control_id"))))
                .list();
    }
}
