package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the Security LiveSite Review that a task is a part of. */
@Component
@Order(40)
class ReviewSubject implements TaskSubject {

    private final Reviews reviews;

    ReviewSubject(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "reviewId").map(reviews::byId).map(review -> new Subject(
                        "Security LiveSite Review", review.number(), "")
                .with("State", review.state())
                .with("Facilitator", review.facilitator())
                .with("Scheduled for", review.scheduledFor())
                .with("Where", review.meeting())
                .with("Held", review.heldAt())
                .with("Summary", review.summary()));
    }
}
