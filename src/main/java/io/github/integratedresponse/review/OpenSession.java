package io.github.integratedresponse.review;

import io.github.integratedresponse.process.InvalidInput;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens the session that the calendar or somebody in Tasklist called; one that was called through the API is open already. The input
 * parameter {@code kind} says which, the variable {@code division} whose.
 */
@Component
class OpenSession implements JavaDelegate {

    private final ReviewSessions sessions;

    OpenSession(ReviewSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean stillOpen = false;
        if (!execution.hasVariable("sessionId")) {
            SessionKind kind = SessionKind.valueOf((String) execution.getVariable("kind"));
            Optional<ReviewSession> opened = sessions.openNew(kind, division(execution, kind), "system");
            opened.ifPresent(session -> {
                execution.setProcessBusinessKey(session.number());
                execution.setVariable("sessionId", session.id());
            });
            stillOpen = opened.isEmpty();
        }
        execution.setVariable("sessionStillOpen", stillOpen);
    }

    private @Nullable String division(DelegateExecution execution, SessionKind kind) {
        if (kind == SessionKind.SOR) {
            return null;
        }
        if (execution.getVariable("division") instanceof String division
                && sessions.divisions().contains(division)) {
            return division;
        }
        throw new InvalidInput("division", "must be one of " + String.join(", ", sessions.divisions()));
    }
}
