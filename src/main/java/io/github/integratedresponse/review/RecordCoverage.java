package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records how far a hunt reached, and closes it. */
@Component
class RecordCoverage implements JavaDelegate {

    private final HuntCoverage coverage;

    RecordCoverage(HuntCoverage coverage) {
        this.coverage = coverage;
    }

    @Override
    public void execute(DelegateExecution execution) {
        coverage.record((Long) execution.getVariable("huntId"));
    }
}
