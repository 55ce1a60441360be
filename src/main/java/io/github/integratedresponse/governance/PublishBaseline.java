package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Publishes the approved change as the next version of the standard, to be rolled out in every division with products in scope. */
@Component
class PublishBaseline implements JavaDelegate {

    private final StandardChanges changes;
    private final RollOuts rollOuts;
    private final Timeline timeline;

    PublishBaseline(StandardChanges changes, RollOuts rollOuts, Timeline timeline) {
        this.changes = changes;
        this.rollOuts = rollOuts;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Baseline published = changes.publish(((Number) execution.getVariable("baselineId")).longValue());
        rollOuts.open(published);
        timeline.append(
                published.incidentId(),
                "baseline",
                "system",
                "Baseline %s published: %s".formatted(published.requireVersion(), published.title()));
        execution.setVariable("baselineVersion", published.requireVersion());
    }
}
