package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the remediation of one product. */
@Component
class OpenProductRemediation implements JavaDelegate {

    private final Remediations remediations;
    private final Timeline timeline;

    OpenProductRemediation(Remediations remediations, Timeline timeline) {
        this.remediations = remediations;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long incidentId = ((Number) execution.getVariable("incidentId")).longValue();
        String productId = (String) execution.getVariable("productId");
        String run = execution.getProcessInstanceId();
        if (remediations.open(incidentId, productId, run)) {
            timeline.append(
                    incidentId,
                    "remediation",
                    "system",
                    "Remediation of %s begun, owner %s"
                            .formatted(
                                    productId, remediations.of(run, productId).lead()));
        }
    }
}
