package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Processes;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Two incidents turn out to be one: one goes on with everything that both had. */
@Component
class Merging {

    private final Incidents incidents;
    private final OpenIncidents open;
    private final Timeline timeline;
    private final Processes processes;
    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    Merging(
            Incidents incidents,
            OpenIncidents open,
            Timeline timeline,
            Processes processes,
            JdbcClient jdbc,
            Restrictions restrictions) {
        this.incidents = incidents;
        this.open = open;
        this.timeline = timeline;
        this.processes = processes;
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /** @throws Conflict when one of them is closed */
    @Transactional
    Incident merge(long incidentId, long intoId, String reason, String actor) {
        // always in the same order, so that two merges that meet wait for each other
        incidents.locked(Math.min(incidentId, intoId));
        incidents.locked(Math.max(incidentId, intoId));
        Incident incident = incidents.byId(incidentId);
        Incident into = incidents.byId(intoId);
        Problems problems = new Problems();
        problems.addIf(incident.stage() == Stage.CLOSED, "number", incident.number() + " is closed; reopen it first");
        problems.addIf(into.stage() == Stage.CLOSED, "into", into.number() + " is closed; reopen it first");
        if (!problems.isEmpty()) {
            throw new Conflict(problems.list());
        }
        jdbc.sql(
                        "update response.incident set merged_into_id = ?, verdict = 'DUPLICATE', version = version + 1 where id = ?")
                .param(intoId)
                .param(incidentId)
                .update();
        timeline.append(
                incidentId,
                "merged",
                actor,
                "Merged into %s: %s".formatted(restrictions.publicName(into.id(), into.number()), reason));
        processes.tell("incident-merged", incident.number(), Map.of());
        return incidents.byId(incidentId);
    }

    /** Moves signals and products to the incident that goes on. */
    @Transactional
    void handOver(Incident duplicate, Incident into) {
        open.takeOver(duplicate.id(), into.id());
        jdbc.sql("insert into response.incident_signal (incident_id, signal_id, linked_at, review)"
                        + " select ?, signal_id, linked_at, 'KEPT' from response.incident_signal where incident_id = ?"
                        + " on conflict do nothing")
                .param(into.id())
                .param(duplicate.id())
                .update();
        int signals = jdbc.sql("delete from response.incident_signal where incident_id = ?")
                .param(duplicate.id())
                .update();
        jdbc.sql("insert into response.affected_product (incident_id, product_id, source, added_at)"
                        + " select ?, product_id, source, added_at from response.affected_product where incident_id = ?"
                        + " on conflict do nothing")
                .param(into.id())
                .param(duplicate.id())
                .update();
        timeline.append(
                into.id(),
                "merged",
                "system",
                "Took over %s with %d %s and its products"
                        .formatted(
                                restrictions.publicName(duplicate.id(), duplicate.number()),
                                signals,
                                signals == 1 ? "signal" : "signals"));
    }
}
