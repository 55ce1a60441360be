package io.github.integratedresponse.governance;

import io.github.integratedresponse.process.Processes;
import java.util.Collection;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The governance updates that wait until enough products adopt their baseline. */
@Component
class WaitingForAdoption {

    private static final String MESSAGE = "assessments-imported";

    private final JdbcClient jdbc;
    private final Processes processes;

    /** An import may run while the platform starts, before the engine is asked for. */
    WaitingForAdoption(JdbcClient jdbc, @Lazy Processes processes) {
        this.jdbc = jdbc;
        this.processes = processes;
    }

    /** Lets those measure again whose baseline concerns one of the controls. */
    void tell(Collection<String> controlIds) {
        jdbc.sql("select distinct i.number from response.baseline b join response.incident i on i.id = b.incident_id"
                        + " where b.state = 'PUBLISHED' and b.adopted_at is null and exists (select 1"
                        + " from response.baseline_change c where c.baseline_id = b.id and c.control_id = any(?))")
                .param(controlIds.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(number -> processes.tell(MESSAGE, number, Map.of()));
    }
}
