package io.github.integratedresponse.governance;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the repair item that deals with a root cause, so that who meets the pattern again knows where it is being mended. */
@Component
class RepairItemOfCause {

    private final JdbcClient jdbc;

    RepairItemOfCause(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return its number, else that of another item of the incident, else an empty text */
    String number(long incidentId, long rootCauseId) {
        if (!jdbc.sql("select to_regclass('response.repair_item') is not null")
                .query(Boolean.class)
                .single()) {
            return "";
        }
        return jdbc.sql("select number from response.repair_item where root_cause_id = ? or incident_id = ?"
                        + " order by (root_cause_id = ?) desc nulls last, id limit 1")
                .param(rootCauseId)
                .param(incidentId)
                .param(rootCauseId)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
