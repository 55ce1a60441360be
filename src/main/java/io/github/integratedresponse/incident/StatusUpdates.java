package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the people inside the organisation were told while the response lasted. */
@Component
public class StatusUpdates {

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    StatusUpdates(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Whom an update is for. */
    public enum Audience {
        RESPONSE,
        LEADERSHIP,
        ORGANISATION
    }

    public record Update(Audience audience, String text, String actor, Instant at) {}

    @Transactional
    void give(long incidentId, Audience audience, String text, String actor) {
        jdbc.sql("insert into response.status_update (incident_id, audience, text, actor, at) values (?, ?, ?, ?, ?)")
                .param(incidentId)
                .param(audience.name())
                .param(text)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        timeline.append(
                incidentId,
                "status-update",
                actor,
                "Status for the %s: %s".formatted(audience.name().toLowerCase(Locale.ROOT), text));
    }

    /** @return every update, latest first */
    public List<Update> of(long incidentId) {
        return jdbc.sql("select * from response.status_update where incident_id = ? order by id desc")
                .param(incidentId)
                .query((row, n) -> new Update(
                        Audience.valueOf(row.getString("audience")),
                        row.getString("text"),
                        row.getString("actor"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
