package io.github.integratedresponse.repair;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends the acceptance of the risk, so that the item must be taken on again. */
@Component
class WakeRepairItem implements JavaDelegate {

    private final RepairItems items;
    private final AcceptedRisks risks;

    WakeRepairItem(RepairItems items, AcceptedRisks risks) {
        this.items = items;
        this.risks = risks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        risks.end(items.byId(((Number) execution.getVariable("repairItemId")).longValue()));
    }
}
