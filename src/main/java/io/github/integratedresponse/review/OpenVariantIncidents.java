package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens an incident for each confirmed variant of a hunt. */
@Component
class OpenVariantIncidents implements JavaDelegate {

    private final VariantIncidents incidents;

    OpenVariantIncidents(VariantIncidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public void execute(DelegateExecution execution) {
        incidents.open((Long) execution.getVariable("huntId"));
    }
}
