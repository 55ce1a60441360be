package io.github.integratedresponse.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every severity an incident ever had, with the reason. */
@Component
class SeverityHistory {

    private final JdbcClient jdbc;

    SeverityHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param rule the rule that gave it; {@code initial} before classification, {@code override} when a person did
     */
    record Change(
            Severity severity, @Nullable Severity previous, String rule, String reason, String actor, Instant at) {}

    /** @return oldest first */
    List<Change> of(long incidentId) {
        return jdbc.sql("select * from response.severity_change where incident_id = ? order by id")
                .param(incidentId)
                .query((row, n) -> {
                    String previous = row.getString("previous");
                    return new Change(
                            Severity.valueOf(row.getString("severity")),
                            previous == null ? null : Severity.valueOf(previous),
                            row.getString("rule"),
                            row.getString("reason"),
                            row.getString("actor"),
                            row.getTimestamp("at").toInstant());
                })
                .list();
    }
}
