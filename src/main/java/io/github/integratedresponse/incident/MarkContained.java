package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notes when the attacker was found to be stopped; the last time counts. */
@Component
class MarkContained implements JavaDelegate {

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    MarkContained(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void execute(DelegateExecution execution) {
        long incidentId = IncidentId.of(execution);
        jdbc.sql("update response.incident set contained_at = ?, version = version + 1 where id = ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(incidentId)
                .update();
        timeline.append(incidentId, "contained", "system", "The incident is contained");
        // a response that only contains again has had no triage, but its caller asks for the verdict
        execution.setVariable("verdict", Verdict.TRUE_POSITIVE.name());
    }
}
