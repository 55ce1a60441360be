package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that looks at the loop from above, as it stands.
 *
 * @param number such as {@code SOR-2026-000001}, also the business key of its process
 * @param division of a health review
 * @param periodFrom where its figures begin
 * @param riskRating of the division, as a health review decided
 * @param decidedBy who wrote down the joint decision of a health review
 */
record ReviewSession(
        long id,
        String number,
        SessionKind kind,
        @Nullable String division,
        State state,
        String openedBy,
        Instant openedAt,
        Instant periodFrom,
        @Nullable Instant scheduledFor,
        @Nullable String agenda,
        @Nullable String highlights,
        @Nullable String minutes,
        @Nullable RiskRating riskRating,
        @Nullable String decidedBy,
        @Nullable Instant heldAt,
        @Nullable Instant publishedAt) {

    enum State {
        OPEN,
        PREPARED,
        HELD,
        PUBLISHED
    }

    String title() {
        return division == null ? kind.title() : kind.title() + ", " + division;
    }
}
