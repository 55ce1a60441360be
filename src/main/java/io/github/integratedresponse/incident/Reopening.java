package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Processes;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes an incident back to an earlier stage, whether it is closed or still worked on. */
@Component
class Reopening {

    private final Incidents incidents;
    private final OpenIncidents open;
    private final Timeline timeline;
    private final Processes processes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Reopening(
            Incidents incidents,
            OpenIncidents open,
            Timeline timeline,
            Processes processes,
            JdbcClient jdbc,
            Clock clock) {
        this.incidents = incidents;
        this.open = open;
        this.clock = clock;
        this.timeline = timeline;
        this.processes = processes;
        this.jdbc = jdbc;
    }

    /** Adds what forbids it whatever happens meanwhile. */
    void check(Incident incident, Stage stage, Problems problems) {
        boolean neverReal = incident.mergedIntoId() != null
                || (incident.verdict() != null && incident.verdict() != Verdict.TRUE_POSITIVE);
        problems.addIf(stage == Stage.CLOSED, "stage", "must be FIRST_RESPONSE, REMEDIATION, REVIEW or REPAIR");
        problems.addIf(
                incident.stage() == Stage.CLOSED && neverReal && stage != Stage.FIRST_RESPONSE && stage != Stage.CLOSED,
                "stage",
                "must be FIRST_RESPONSE, because it was closed without having been found real");
    }

    /** @throws Conflict when work has not come further than that stage */
    @Transactional
    Incident reopen(long incidentId, Stage stage, String reason, String actor) {
        Incident incident = incidents.locked(incidentId);
        boolean wasClosed = incident.stage() == Stage.CLOSED;
        Problems problems = new Problems();
        check(incident, stage, problems);
        problems.addIf(
                stage.ordinal() > incident.stage().ordinal(),
                "stage",
                "lies ahead: the incident is in " + incident.stage());
        if (!problems.isEmpty()) {
            throw new Conflict(problems.list());
        }
        jdbc.sql(
                        "update response.incident set stage = ?, closed_at = null, closure_reason = null, merged_into_id = null,"
                                + " verdict = case when ? then null else verdict end,"
                                + " contained_at = case when ? then null else contained_at end, version = version + 1 where id = ?")
                .param(stage.name())
                .param(stage == Stage.FIRST_RESPONSE)
                .param(stage == Stage.FIRST_RESPONSE)
                .param(incidentId)
                .update();
        open.seen(Map.of(incidentId, clock.instant()));
        timeline.append(incidentId, "reopened", actor, "Reopened at %s: %s".formatted(stage.title(), reason));
        if (wasClosed) {
            begin(incidentId);
        } else {
            processes.tell("incident-reopened", incident.number(), Map.of());
        }
        return incidents.byId(incidentId);
    }

    /** Begins the lifecycle at the stage on the record. */
    @Transactional
    void begin(long incidentId) {
        Incident incident = incidents.byId(incidentId);
        processes.tell(
                "incident-begins-again",
                incident.number(),
                Map.of(
                        "incidentId", incident.id(),
                        "incidentNumber", incident.number(),
                        "severity", incident.severity().name(),
                        "beginAt", incident.stage().name()));
    }
}
