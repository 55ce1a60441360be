package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Processes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Calls a session: opens it and starts its process, in one transaction. */
@Component
class CallSession {

    private final ReviewSessions sessions;
    private final Processes processes;

    CallSession(ReviewSessions sessions, Processes processes) {
        this.sessions = sessions;
        this.processes = processes;
    }

    /** @return the session, or nothing when one of this kind and division is open already */
    @Transactional
    public Optional<ReviewSession> call(SessionKind kind, @Nullable String division, String actor) {
        Optional<ReviewSession> called = sessions.openNew(kind, division, actor);
        called.ifPresent(session ->
                processes.startByMessage(kind.message(), session.number(), Map.of("sessionId", session.id())));
        return called;
    }
}
