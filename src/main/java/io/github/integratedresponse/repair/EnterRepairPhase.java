package io.github.integratedresponse.repair;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Lets the record follow the diagram: the item is in the phase whose task has begun. */
@Component
class EnterRepairPhase implements ExecutionListener {

    private final RepairItems items;
    private final RepairProgress progress;

    EnterRepairPhase(RepairItems items, RepairProgress progress) {
        this.items = items;
        this.progress = progress;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Phase phase = Phase.ofTask(execution.getCurrentActivityId()).orElseThrow();
        progress.enter(items.byId(((Number) execution.getVariable("repairItemId")).longValue()), phase);
        execution.setVariable("repairPhase", phase.name());
    }
}
