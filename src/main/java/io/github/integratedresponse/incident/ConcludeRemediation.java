package io.github.integratedresponse.incident;

import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes down that every affected product is recovered and verified. */
@Component
class ConcludeRemediation implements JavaDelegate {

    private final Incidents incidents;
    private final Timeline timeline;

    ConcludeRemediation(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long incidentId = ((Number) execution.getVariable("incidentId")).longValue();
        timeline.append(
                incidentId,
                "remediated",
                "system",
                incidents.affectedProducts(incidentId).stream()
                        .map(product -> product.name() + " (" + product.id() + ")")
                        .collect(Collectors.joining(", ", "Remediated and verified: ", "")));
    }
}
