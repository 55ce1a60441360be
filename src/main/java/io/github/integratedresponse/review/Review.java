package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Security LiveSite Review as it stands.
 *
 * @param number such as {@code SLR-2026-000001}: without gaps per year
 * @param meeting where it is held
 * @param shallowReason why fewer than five levels of whys were enough
 * @param noHuntReason why there was nothing to hunt for
 */
public record Review(
        long id,
        String number,
        long incidentId,
        State state,
        @Nullable String facilitator,
        @Nullable String meeting,
        @Nullable String summary,
        @Nullable String shallowReason,
        @Nullable String noHuntReason,
        Instant openedAt,
        @Nullable Instant scheduledFor,
        @Nullable Instant heldAt,
        @Nullable Instant publishedAt) {

    /** How far a review has come. */
    public enum State {
        OPEN,
        SCHEDULED,
        HELD,
        BOARD,
        RETURNED,
        APPROVED,
        PUBLISHED
    }
}
