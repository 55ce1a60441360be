package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Searches stored signals and products for the pattern of a hunt. */
@Component
class SearchForVariants implements JavaDelegate {

    private final VariantSearch search;

    SearchForVariants(VariantSearch search) {
        this.search = search;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable("variantCandidates", search.run((Long) execution.getVariable("huntId")));
    }
}
