package io.github.integratedresponse.governance;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts an approved pattern to work: deploys the table that triage reads with one more rule. */
@Component
class DeployLearnedPattern implements JavaDelegate {

    private final LearnedPatterns patterns;
    private final LearnedRules learnedRules;
    private final Timeline timeline;
    private final Restrictions restrictions;

    DeployLearnedPattern(
            LearnedPatterns patterns, LearnedRules learnedRules, Timeline timeline, Restrictions restrictions) {
        this.patterns = patterns;
        this.learnedRules = learnedRules;
        this.timeline = timeline;
        this.restrictions = restrictions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        LearnedPattern pattern = patterns.byId(((Number) execution.getVariable("patternId")).longValue());
        int version = learnedRules.learn(
                pattern.learnedFrom(restrictions.publicName(pattern.incidentId(), pattern.learnedFrom())));
        patterns.live(pattern.id(), version);
        timeline.append(
                pattern.incidentId(),
                "pattern",
                "system",
                "Pattern %s is live: version %d of known-patterns recognises %s"
                        .formatted(pattern.number(), version, pattern.described()));
        execution.setVariable("patternNumber", pattern.number());
    }
}
