package io.github.integratedresponse.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits, or waited, for somebody outside the organisation.
 *
 * @param subject what waits: the id of a product or the number of a repair item
 * @param clock the promise that stands still
 * @param waitingFor whom for
 * @param expectedAt until when; the wait ends then whether they answered or not
 * @param decision {@code null} where nobody had to agree, or has not yet
 * @param beganAt since when the work waited; {@code null} when it was not to
 * @param outcome what they did
 */
public record OutsideWait(
        long id,
        @Nullable Long incidentId,
        String subject,
        String clock,
        String waitingFor,
        String reason,
        Instant expectedAt,
        String askedBy,
        Instant askedAt,
        @Nullable Decision decision,
        @Nullable String decidedBy,
        @Nullable String decisionReason,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable End endedHow,
        @Nullable String outcome) {

    /** Whether it may wait. */
    public enum Decision {
        APPROVED,
        REFUSED
    }

    /** How a wait came to its end. */
    public enum End {
        ANSWERED,
        NOTHING_CAME,
        CALLED_OFF
    }

    /** @return why the clock stands still, in the words of the ledger */
    String why() {
        return "Waits for %s: %s".formatted(waitingFor, reason);
    }

    /** @return what became of it, for whoever goes on with the work; empty while nothing did */
    String whatBecameOfIt() {
        if (decision == Decision.REFUSED) {
            return "%s refused to wait for %s: %s".formatted(decidedBy, waitingFor, decisionReason);
        }
        return endedHow == End.ANSWERED
                ? "%s answered: %s".formatted(waitingFor, outcome)
                : endedHow == End.NOTHING_CAME ? "Nothing came from %s in time.".formatted(waitingFor) : "";
    }
}
