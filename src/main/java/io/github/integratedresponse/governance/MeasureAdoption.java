package io.github.integratedresponse.governance;

import io.github.integratedresponse.governance.Baseline.AdoptionOutcome;
import io.github.integratedresponse.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Measures from the assessments how many products have adopted the baseline, and whether the target share is reached. */
@Component
class MeasureAdoption implements JavaDelegate {

    private final Baselines baselines;
    private final Adoption adoption;
    private final Timeline timeline;

    MeasureAdoption(Baselines baselines, Adoption adoption, Timeline timeline) {
        this.baselines = baselines;
        this.adoption = adoption;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Baseline baseline = baselines.byId(((Number) execution.getVariable("baselineId")).longValue());
        Adoption.Measurement measured = adoption.measure(baseline);
        boolean adopted = adoption.reached(measured);
        if (adopted) {
            adoption.settle(baseline.id(), AdoptionOutcome.REACHED, null);
            timeline.append(
                    baseline.incidentId(),
                    "adoption",
                    "system",
                    "Baseline %s is adopted: %d of %d products in scope"
                            .formatted(baseline.requireVersion(), measured.adopted(), measured.inScope()));
        }
        execution.setVariable("adopted", adopted);
        execution.setVariable("adoptionShare", measured.share());
    }
}
