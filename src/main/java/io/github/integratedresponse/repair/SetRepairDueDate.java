package io.github.integratedresponse.repair;

import java.time.Period;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps the due date that was decided, with its rule. An item that begins anew after a reopened incident gets no more time by that. */
@Component
class SetRepairDueDate implements JavaDelegate {

    private final RepairItems items;
    private final RepairProgress progress;

    SetRepairDueDate(RepairItems items, RepairProgress progress) {
        this.items = items;
        this.progress = progress;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RepairItem item = items.byId(((Number) execution.getVariable("repairItemId")).longValue());
        Period dueIn = Period.parse((String) execution.getVariable("dueIn"));
        progress.dueByRule(item, dueIn, (String) execution.getVariable("dueRule"));
    }
}
