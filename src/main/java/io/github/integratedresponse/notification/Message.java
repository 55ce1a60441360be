package io.github.integratedresponse.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands.
 *
 * @param reason why it is not sent, or what went wrong last
 * @param proof what the other side gave for it: the Message-ID it took, or the status and id it answered
 */
public record Message(
        long id,
        String idempotencyKey,
        String businessKey,
        Channel channel,
        List<String> recipients,
        String subject,
        String body,
        State state,
        @Nullable String reason,
        int attempts,
        Instant keptAt,
        @Nullable Instant sentAt,
        @Nullable String proof) {

    public enum State {
        /** Waits to be sent, for the first time or again. */
        QUEUED,
        SENT,
        /** There is nothing to send it with; the reason says what is not configured. */
        NOT_SENT,
        /** It was tried, and trying again won't help. */
        FAILED
    }

    public boolean sent() {
        return state == State.SENT;
    }
}
