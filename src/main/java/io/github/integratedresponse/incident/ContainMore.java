package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes back that an incident is contained, when the investigation has found more than was. */
@Component
class ContainMore implements JavaDelegate {

    private final JdbcClient jdbc;
    private final Timeline timeline;

    ContainMore(JdbcClient jdbc, Timeline timeline) {
        this.jdbc = jdbc;
        this.timeline = timeline;
    }

    @Override
    @Transactional
    public void execute(DelegateExecution execution) {
        long incidentId = IncidentId.of(execution);
        jdbc.sql("update response.incident set contained_at = null, version = version + 1 where id = ?")
                .param(incidentId)
                .update();
        timeline.append(incidentId, "containment", "system", "More was found than was contained; the response goes on");
        execution.setVariable("contained", false);
        execution.setVariable("scopeKnown", false);
        execution.setVariable("moreToContain", false);
    }
}
