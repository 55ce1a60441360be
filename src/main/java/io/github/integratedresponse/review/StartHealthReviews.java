package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Calls the health review of every division that has none open. */
@Component
class StartHealthReviews implements JavaDelegate {

    private final ReviewSessions sessions;
    private final CallSession call;

    StartHealthReviews(ReviewSessions sessions, CallSession call) {
        this.sessions = sessions;
        this.call = call;
    }

    @Override
    public void execute(DelegateExecution execution) {
        sessions.divisions().forEach(division -> call.call(SessionKind.SHR, division, "system"));
    }
}
