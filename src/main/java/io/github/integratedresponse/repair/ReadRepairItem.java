package io.github.integratedresponse.repair;

import io.github.integratedresponse.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets what the decision on the due date reads: the facts about the vulnerability, else severity and class. */
@Component
class ReadRepairItem implements JavaDelegate {

    private final RepairItems items;
    private final RepairProgress progress;
    private final AcceptedRisks risks;
    private final Incidents incidents;

    ReadRepairItem(RepairItems items, RepairProgress progress, AcceptedRisks risks, Incidents incidents) {
        this.items = items;
        this.progress = progress;
        this.risks = risks;
        this.incidents = incidents;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long id = ((Number) execution.getVariable("repairItemId")).longValue();
        if (!execution.getProcessInstanceId().equals(items.byId(id).processInstanceId())) {
            progress.drivenBy(items.byId(id), execution.getProcessInstanceId());
            // an incident that was reopened puts what was accepted before into question
            risks.end(items.byId(id));
        }
        RepairItem item = items.byId(id);
        boolean vulnerability = item.aboutVulnerability();
        execution.setVariable("repairItemNumber", item.number());
        execution.setVariable("itemClass", item.itemClass().name());
        execution.setVariable(
                "severity",
                item.incidentId() == null
                        ? null
                        : incidents.byId(item.incidentId()).severity().name());
        execution.setVariable("vulnerability", vulnerability);
        execution.setVariable("knownExploited", vulnerability && holds(item.knownExploited()));
        execution.setVariable("totalImpact", vulnerability && holds(item.totalImpact()));
        execution.setVariable("exposed", vulnerability && holds(item.exposed()));
        execution.setVariable("automatable", vulnerability && holds(item.automatable()));
        execution.setVariable("repairPhase", item.phase().name());
    }

    /** What nobody knows about a vulnerability counts as yes, so that the date errs on the early side. */
    private static boolean holds(@Nullable Boolean fact) {
        return fact == null || fact;
    }
}
