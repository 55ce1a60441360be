package io.github.integratedresponse.repair;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.LeavesTheProcess;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens an issue for the item where its product team works, once. */
@Component
@LeavesTheProcess
class CreateTrackerIssue implements JavaDelegate {

    private final RepairItems items;
    private final RepairProgress progress;
    private final Trackers trackers;
    private final Restrictions restrictions;

    CreateTrackerIssue(RepairItems items, RepairProgress progress, Trackers trackers, Restrictions restrictions) {
        this.items = items;
        this.progress = progress;
        this.trackers = trackers;
        this.restrictions = restrictions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RepairItem item = items.byId(((Number) execution.getVariable("repairItemId")).longValue());
        if (item.trackerRef() == null) {
            Tracker tracker = item.incidentId() != null && restrictions.restricted(item.incidentId())
                    ? trackers.own()
                    : trackers.preferred();
            progress.tracked(item, tracker.name(), tracker.open(item));
        }
    }
}
