package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the decision {@code review-required} whether this incident is owed a Security LiveSite Review. */
@Component
class DecideOnReview implements JavaDelegate {

    private final Incidents incidents;
    private final Recurrence recurrence;
    private final Timeline timeline;
    private final DecisionService decisions;

    DecideOnReview(Incidents incidents, Recurrence recurrence, Timeline timeline, @Lazy DecisionService decisions) {
        this.incidents = incidents;
        this.recurrence = recurrence;
        this.timeline = timeline;
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Incident incident = incidents.byId((Long) execution.getVariable("incidentId"));
        DmnDecisionRuleResult decided = decisions
                .evaluateDecisionTableByKey("review-required")
                .variables(Variables.createVariables()
                        .putValue("severity", incident.severity().name())
                        .putValue("origin", incident.origin().name())
                        .putValue("recurrence", recurrence.of(incident))
                        .putValue("patternMatched", incident.matchedPattern() != null)
                        .putValue("nominated", incident.reviewNominated()))
                .evaluate()
                .getSingleResult();
        boolean required = decided.getEntry("required");
        String reason = decided.getEntry("reason");
        execution.setVariable("reviewRequired", required);
        execution.setVariable("reviewReason", reason);
        timeline.append(
                incident.id(), "review", "system", (required ? "Review required: " : "No review required: ") + reason);
    }
}
