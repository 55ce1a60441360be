package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Publishes a review that the board approved. */
@Component
class PublishReview implements JavaDelegate {

    private final Reviews reviews;

    PublishReview(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reviews.publish((Long) execution.getVariable("reviewId"));
    }
}
