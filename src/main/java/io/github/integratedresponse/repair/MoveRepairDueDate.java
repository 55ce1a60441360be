package io.github.integratedresponse.repair;

import java.time.Instant;
import java.time.Period;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the due date and its timer follow a changed severity, unless a person has given the item its date. */
@Component
class MoveRepairDueDate implements JavaDelegate {

    private final RepairItems items;
    private final RepairProgress progress;

    MoveRepairDueDate(RepairItems items, RepairProgress progress) {
        this.items = items;
        this.progress = progress;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RepairItem item = items.byId(((Number) execution.getVariable("repairItemId")).longValue());
        Period dueIn = Period.parse((String) execution.getVariable("dueIn"));
        progress.dueByRule(item, dueIn, (String) execution.getVariable("dueRule"))
                .ifPresent(due -> moveTimer(execution, due));
    }

    private static void moveTimer(DelegateExecution execution, Instant due) {
        ManagementService management = execution.getProcessEngineServices().getManagementService();
        management
                .createJobQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .activityId("dueDatePassed")
                .list()
                .forEach(timer -> management.setJobDuedate(timer.getId(), Date.from(due)));
    }
}
