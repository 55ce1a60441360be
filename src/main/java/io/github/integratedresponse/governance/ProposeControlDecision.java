package io.github.integratedresponse.governance;

import io.github.integratedresponse.review.RootCause;
import io.github.integratedresponse.review.RootCauses;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gathers what the table {@code control-decision} decides by. */
@Component
class ProposeControlDecision implements JavaDelegate {

    private final RootCauses rootCauses;
    private final ControlFacts facts;

    ProposeControlDecision(RootCauses rootCauses, ControlFacts facts) {
        this.rootCauses = rootCauses;
        this.facts = facts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RootCause cause = rootCauses.byId(((Number) execution.getVariable("rootCauseId")).longValue());
        execution.setVariable("classification", cause.classification().name());
        execution.setVariable("controlsMapped", !cause.controlIds().isEmpty());
        execution.setVariable("coverage", facts.coverage(cause));
        execution.setVariable("recurrence", facts.recurrence(cause));
    }
}
