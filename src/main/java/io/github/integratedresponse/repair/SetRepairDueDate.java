package io.github.integratedresponse.repair;

import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts the span that was decided from now, in calendar days, and keeps the due date with the rule it came from. */
@Component
class SetRepairDueDate implements JavaDelegate {

    private final RepairItems items;
    private final RepairProgress progress;
    private final Clock clock;

    SetRepairDueDate(RepairItems items, RepairProgress progress, Clock clock) {
        this.items = items;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RepairItem item = items.byId(((Number) execution.getVariable("repairItemId")).longValue());
        if (item.dueAt() != null) {
            // the work began anew, such as after the incident was reopened; that gives nobody more time
            return;
        }
        Period dueIn = Period.parse((String) execution.getVariable("dueIn"));
        progress.due(
                item,
                clock.instant().atOffset(ZoneOffset.UTC).plus(dueIn).toInstant(),
                (String) execution.getVariable("dueRule"),
                "system");
    }
}
