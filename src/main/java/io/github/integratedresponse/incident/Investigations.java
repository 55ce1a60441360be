package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the rounds of an investigation found. */
@Component
public class Investigations {

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    Investigations(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @param hypotheses what to look at next, while the scope is not known */
    public record Round(String findings, boolean scopeKnown, @Nullable String hypotheses, String actor, Instant at) {}

    @Transactional
    void add(long incidentId, String findings, boolean scopeKnown, @Nullable String hypotheses, String actor) {
        jdbc.sql("insert into response.investigation_round (incident_id, findings, scope_known, hypotheses, actor, at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .param(incidentId)
                .param(findings)
                .param(scopeKnown)
                .param(hypotheses)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        timeline.append(
                incidentId,
                "investigated",
                actor,
                findings + (scopeKnown ? " — the scope is known" : " — next: " + hypotheses));
    }

    /** @return every round, oldest first */
    public List<Round> of(long incidentId) {
        return jdbc.sql("select * from response.investigation_round where incident_id = ? order by id")
                .param(incidentId)
                .query((row, n) -> new Round(
                        row.getString("findings"),
                        row.getBoolean("scope_known"),
                        row.getString("hypotheses"),
                        row.getString("actor"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
