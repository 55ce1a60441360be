package io.github.integratedresponse.repair;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.review.ProposedRepairItem;
import io.github.integratedresponse.review.ProposedRepairItems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Turns what reviews and sessions propose into repair items. */
@Component
class RepairIntake {

    private final JdbcClient jdbc;
    private final ProposedRepairItems proposals;
    private final RepairItems items;
    private final RepairProgress progress;
    private final Incidents incidents;
    private final Processes processes;

    RepairIntake(
            JdbcClient jdbc,
            ProposedRepairItems proposals,
            RepairItems items,
            RepairProgress progress,
            Incidents incidents,
            Processes processes) {
        this.jdbc = jdbc;
        this.proposals = proposals;
        this.items = items;
        this.progress = progress;
        this.incidents = incidents;
        this.processes = processes;
    }

    /** The lifecycle of the incident drives these. */
    @Transactional
    public void openForIncident(long incidentId) {
        List<Long> reviews = jdbc.sql(
                        "select id from response.review where incident_id = ? and state = 'PUBLISHED' order by id")
                .param(incidentId)
                .query(Long.class)
                .list();
        for (long review : reviews) {
            proposals.proposedForReview(review).forEach(proposed -> items.open(proposed, "system"));
        }
    }

    /** No lifecycle waits for these, so each is started by itself. */
    @Transactional
    public void startForSession(long sessionId) {
        for (ProposedRepairItem proposed : proposals.proposedForSession(sessionId)) {
            RepairItem item = items.open(proposed, "system");
            progress.drivenBy(item, processes.start("repair-item", item.businessKey(), scalars(item)));
        }
    }

    private Map<String, Object> scalars(RepairItem item) {
        Map<String, Object> scalars = new HashMap<>(Map.of("repairItemId", item.id()));
        if (item.incidentId() != null) {
            scalars.put("incidentId", item.incidentId());
            scalars.put("incidentNumber", item.businessKey());
            scalars.put("severity", incidents.byId(item.incidentId()).severity().name());
        }
        return scalars;
    }
}
