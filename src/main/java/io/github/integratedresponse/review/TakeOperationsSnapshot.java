package io.github.integratedresponse.review;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the figures of the whole loop for an operations review. */
@Component
class TakeOperationsSnapshot implements JavaDelegate {

    private final ReviewSessions sessions;
    private final SessionSnapshots snapshots;

    TakeOperationsSnapshot(ReviewSessions sessions, SessionSnapshots snapshots) {
        this.sessions = sessions;
        this.snapshots = snapshots;
    }

    @Override
    public void execute(DelegateExecution execution) {
        snapshots.take(sessions.byId(((Number) execution.getVariable("sessionId")).longValue()));
    }
}
