package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the review, or goes on with the one that is not published yet, and gives it its evidence. */
@Component
class AssembleEvidencePack implements JavaDelegate {

    private final Reviews reviews;
    private final EvidencePack pack;

    AssembleEvidencePack(Reviews reviews, EvidencePack pack) {
        this.reviews = reviews;
        this.pack = pack;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Review review = reviews.open((Long) execution.getVariable("incidentId"));
        pack.assemble(review);
        execution.setVariable("reviewId", review.id());
    }
}
