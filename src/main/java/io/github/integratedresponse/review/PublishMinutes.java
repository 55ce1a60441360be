package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Publishes the minutes of a session, which makes room for the next one. */
@Component
class PublishMinutes implements JavaDelegate {

    private final ReviewSessions sessions;

    PublishMinutes(ReviewSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        sessions.published(((Number) execution.getVariable("sessionId")).longValue());
    }
}
