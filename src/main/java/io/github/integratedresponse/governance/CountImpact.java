package io.github.integratedresponse.governance;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts over all products, by division, how many are in scope of a drafted change and don't meet it today. */
@Component
class CountImpact implements JavaDelegate {

    private final Impact impact;

    CountImpact(Impact impact) {
        this.impact = impact;
    }

    @Override
    public void execute(DelegateExecution execution) {
        impact.count(((Number) execution.getVariable("baselineId")).longValue());
    }
}
