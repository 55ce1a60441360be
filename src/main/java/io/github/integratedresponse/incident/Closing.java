package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How an incident comes to its end on the record. */
@Component
class Closing {

    private final Incidents incidents;
    private final Merging merging;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final Clock clock;

    Closing(Incidents incidents, Merging merging, Timeline timeline, JdbcClient jdbc, Clock clock) {
        this.incidents = incidents;
        this.merging = merging;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps why it can be closed and what was learned. */
    @Transactional
    void conclude(long incidentId, ClosureReason reason, String lessons, String actor) {
        jdbc.sql("update response.incident set closure_reason = ?, lessons = ?, version = version + 1 where id = ?")
                .param(reason.name())
                .param(lessons)
                .param(incidentId)
                .update();
        timeline.append(incidentId, "concluded", actor, "%s. Lessons: %s".formatted(reason.title(), lessons));
    }

    /** Closes it for the reason on the record, else for its verdict; closing it again changes nothing. */
    @Transactional
    void close(long incidentId) {
        Incident incident = incidents.locked(incidentId);
        if (incident.stage() == Stage.CLOSED) {
            return;
        }
        if (incident.mergedIntoId() != null) {
            merging.handOver(incident, incidents.byId(incident.mergedIntoId()));
        }
        String reason = Objects.requireNonNullElseGet(
                incident.closureReason(), () -> byVerdict(incident).name());
        jdbc.sql("update response.incident set stage = 'CLOSED', closed_at = ?, closure_reason = ?,"
                        + " version = version + 1 where id = ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(reason)
                .param(incidentId)
                .update();
        timeline.append(incidentId, "closed", "system", "Incident closed: " + reason);
    }

    private static ClosureReason byVerdict(Incident incident) {
        if (incident.mergedIntoId() != null) {
            return ClosureReason.DUPLICATE;
        }
        Verdict verdict = incident.verdict();
        return verdict == null || verdict == Verdict.TRUE_POSITIVE
                ? ClosureReason.RESOLVED
                : ClosureReason.valueOf(verdict.name());
    }
}
