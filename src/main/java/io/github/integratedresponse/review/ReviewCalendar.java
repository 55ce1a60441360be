package io.github.integratedresponse.review;

import io.github.integratedresponse.process.ForDiagrams;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** When sessions are called. Diagrams ask when they are deployed and each time a session was called. */
@Component
public class ReviewCalendar {

    private final String operationsReviews;
    private final String healthReviews;

    /** Monday morning; the first morning of a quarter. Both as a Quartz cron expression or an ISO 8601 cycle. */
    ReviewCalendar(
            @Value("${integrated-response.reviews.sor-cycle:0 0 8 ? * MON}") String operationsReviews,
            @Value("${integrated-response.reviews.shr-cycle:0 0 8 1 1,4,7,10 ?}") String healthReviews) {
        this.operationsReviews = operationsReviews;
        this.healthReviews = healthReviews;
    }

    @ForDiagrams
    public String operationsReviews() {
        return operationsReviews;
    }

    @ForDiagrams
    public String healthReviews() {
        return healthReviews;
    }
}
