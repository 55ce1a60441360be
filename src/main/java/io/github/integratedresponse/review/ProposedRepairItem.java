package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A repair that a review or a session asks for, before the repair stage takes it on.
 *
 * @param reviewId the review that asks, or {@code null} when a session does
 * @param sessionId the session that asks, or {@code null} when a review does
 * @param owner who is to own the repair
 * @param knownExploited whether the vulnerability is known to be exploited; this and the next three are {@code null} when the item is about
 *     no vulnerability
 * @param totalImpact whether exploiting it gives total control
 * @param exposed whether what is vulnerable can be reached from the internet
 * @param automatable whether an attacker can automate the attack
 */
public record ProposedRepairItem(
        long id,
        @Nullable Long reviewId,
        @Nullable Long sessionId,
        @Nullable Long incidentId,
        @Nullable Long rootCauseId,
        String title,
        String description,
        ItemClass itemClass,
        String owner,
        @Nullable String productId,
        @Nullable Boolean knownExploited,
        @Nullable Boolean totalImpact,
        @Nullable Boolean exposed,
        @Nullable Boolean automatable,
        Status status,
        String proposedBy,
        Instant createdAt) {

    /** What became of the proposal. */
    public enum Status {
        PROPOSED,
        OPENED,
        DROPPED
    }
}
