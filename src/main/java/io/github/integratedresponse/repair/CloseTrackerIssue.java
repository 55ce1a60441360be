package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.LeavesTheProcess;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the item's issue in the tracker it was opened in. */
@Component
@LeavesTheProcess
class CloseTrackerIssue implements JavaDelegate {

    private final RepairItems items;
    private final Trackers trackers;

    CloseTrackerIssue(RepairItems items, Trackers trackers) {
        this.items = items;
        this.trackers = trackers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RepairItem item = items.byId(((Number) execution.getVariable("repairItemId")).longValue());
        if (item.tracker() != null && item.trackerRef() != null) {
            trackers.named(item.tracker()).close(item.trackerRef());
        }
    }
}
