package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the operations or health review that a task is a part of. */
@Component
@Order(50)
class SessionSubject implements TaskSubject {

    private final ReviewSessions sessions;

    SessionSubject(ReviewSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "sessionId").map(sessions::byId).map(session -> new Subject(
                        session.kind().title(), session.number(), "")
                .with("Division", session.division())
                .with("State", session.state())
                .with("Figures since", session.periodFrom())
                .with("Scheduled for", session.scheduledFor())
                .with("Held", session.heldAt())
                .with("Risk", session.riskRating())
                .with("Highlights", session.highlights()));
    }
}
