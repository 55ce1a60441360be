package io.github.integratedresponse.incident;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who leads the response to an incident, and where they meet. */
@Component
class ResponseTeam {

    private final Incidents incidents;
    private final Confidentiality confidentiality;
    private final Timeline timeline;
    private final JdbcClient jdbc;

    ResponseTeam(Incidents incidents, Confidentiality confidentiality, Timeline timeline, JdbcClient jdbc) {
        this.incidents = incidents;
        this.confidentiality = confidentiality;
        this.timeline = timeline;
        this.jdbc = jdbc;
    }

    /** Says who leads; each change is a line of the timeline. */
    @Transactional
    void lead(long incidentId, @Nullable String commander, @Nullable String communicationsLead, String actor) {
        Incident before = incidents.byId(incidentId);
        jdbc.sql(
                        "update response.incident set commander = ?, communications_lead = ?, version = version + 1 where id = ?")
                .param(commander)
                .param(communicationsLead)
                .param(incidentId)
                .update();
        tell(incidentId, "Incident commander", before.commander(), commander, actor);
        tell(incidentId, "Communications lead", before.communicationsLead(), communicationsLead, actor);
        confidentiality.led(incidentId, commander, communicationsLead, actor);
    }

    private void tell(long incidentId, String role, @Nullable String before, @Nullable String now, String actor) {
        if (now == null) {
            timeline.append(incidentId, "role", actor, role + ": nobody is on call");
        } else if (!Objects.equals(before, now)) {
            timeline.append(incidentId, "role", actor, role + ": " + now);
        }
    }

    @Transactional
    void meetAt(long incidentId, String bridgeLink, String actor) {
        jdbc.sql("update response.incident set bridge_link = ?, version = version + 1 where id = ?")
                .param(bridgeLink)
                .param(incidentId)
                .update();
        timeline.append(incidentId, "bridge", actor, "The response meets at " + bridgeLink);
    }

    Optional<String> bridgeLink(long incidentId) {
        return jdbc.sql("select bridge_link from response.incident where id = ? and bridge_link is not null")
                .param(incidentId)
                .query(String.class)
                .optional();
    }
}
