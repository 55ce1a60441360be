package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Says whether products are left to remediate, all are verified, or none is known to be affected. */
@Component
class LookUpAffectedProducts implements JavaDelegate {

    static final String SCOPE = "remediationScope";

    private final Incidents incidents;
    private final Remediations remediations;

    LookUpAffectedProducts(Incidents incidents, Remediations remediations) {
        this.incidents = incidents;
        this.remediations = remediations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long incidentId = ((Number) execution.getVariable("incidentId")).longValue();
        boolean left = !remediations
                .productIds(incidentId, execution.getProcessInstanceId())
                .isEmpty();
        boolean known = !incidents.affectedProducts(incidentId).isEmpty();
        execution.setVariable(SCOPE, left ? "PRODUCTS_LEFT" : known ? "ALL_VERIFIED" : "UNKNOWN");
        execution.setVariable("containmentLost", false);
    }
}
