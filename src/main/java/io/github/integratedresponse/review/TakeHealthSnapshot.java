package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the figures of one division for its health review. */
@Component
class TakeHealthSnapshot implements JavaDelegate {

    private final ReviewSessions sessions;
    private final SessionSnapshots snapshots;

    TakeHealthSnapshot(ReviewSessions sessions, SessionSnapshots snapshots) {
        this.sessions = sessions;
        this.snapshots = snapshots;
    }

    @Override
    public void execute(DelegateExecution execution) {
        snapshots.take(sessions.byId(((Number) execution.getVariable("sessionId")).longValue()));
    }
}
