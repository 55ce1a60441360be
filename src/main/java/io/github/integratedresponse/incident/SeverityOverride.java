package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.Processes;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A person knows better than the rules how bad it is, and everything that follows from the severity is told. */
@Component
class SeverityOverride {

    private final Incidents incidents;
    private final Processes processes;

    SeverityOverride(Incidents incidents, Processes processes) {
        this.incidents = incidents;
        this.processes = processes;
    }

    /** @throws Conflict when the incident is closed or has this severity already */
    @Transactional
    Incident override(long incidentId, Severity severity, String reason, String actor) {
        Incident incident = incidents.locked(incidentId);
        if (incident.stage() == Stage.CLOSED) {
            throw new Conflict("number", incident.number() + " is closed; reopen it first");
        }
        if (incident.severity() == severity) {
            throw new Conflict("severity", "is " + severity + " already");
        }
        incidents.changeSeverity(incidentId, severity, "override", reason, actor);
        processes.tell("severity-changed", incident.number(), Map.of("severity", severity.name()));
        return incidents.byId(incidentId);
    }
}
