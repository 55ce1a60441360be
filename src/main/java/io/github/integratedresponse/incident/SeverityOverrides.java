package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people said against the severity decision. One override stands per incident, at most. */
@Component
class SeverityOverrides {

    /** @param overruled what the table said when the override was first applied; {@code null} before that */
    record StandingOverride(long id, Severity severity, String reason, @Nullable Severity overruled, String actor) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SeverityOverrides(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    void set(long incidentId, Severity severity, String reason, String actor) {
        standing(incidentId).ifPresent(this::end);
        jdbc.sql(
                        "insert into response.severity_override (incident_id, severity, reason, actor, at) values (?, ?, ?, ?, ?)")
                .param(incidentId)
                .param(severity.name())
                .param(reason)
                .param(actor)
                .param(now())
                .update();
    }

    Optional<StandingOverride> standing(long incidentId) {
        return jdbc.sql("select * from response.severity_override where incident_id = ? and ended_at is null")
                .param(incidentId)
                .query((row, n) -> new StandingOverride(
                        row.getLong("id"),
                        Severity.valueOf(row.getString("severity")),
                        row.getString("reason"),
                        row.getString("overruled") == null ? null : Severity.valueOf(row.getString("overruled")),
                        row.getString("actor")))
                .optional();
    }

    @Transactional
    void overrule(StandingOverride override, Severity overruled) {
        jdbc.sql("update response.severity_override set overruled = ? where id = ?")
                .param(overruled.name())
                .param(override.id())
                .update();
    }

    @Transactional
    void end(StandingOverride override) {
        jdbc.sql("update response.severity_override set ended_at = ? where id = ?")
                .param(now())
                .param(override.id())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
