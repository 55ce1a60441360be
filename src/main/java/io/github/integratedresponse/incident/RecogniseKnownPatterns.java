package io.github.integratedresponse.incident;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks whether the organisation has met something like this incident before. */
@Component
class RecogniseKnownPatterns implements JavaDelegate {

    private final KnownPatterns patterns;

    RecogniseKnownPatterns(KnownPatterns patterns) {
        this.patterns = patterns;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<KnownPattern> match = patterns.recognise(IncidentId.of(execution));
        execution.setVariable("matchedPattern", match.map(KnownPattern::pattern).orElse(null));
        execution.setVariable(
                "severityFloor",
                match.map(pattern -> pattern.severityFloor().name()).orElse(null));
    }
}
