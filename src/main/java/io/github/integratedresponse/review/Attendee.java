package io.github.integratedresponse.review;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is asked to a review.
 *
 * @param address e-mail address
 * @param attended whether the person was there; {@code null} until the review is held
 */
record Attendee(String name, @Nullable String address, Role role, @Nullable Boolean attended) {

    /** As whom somebody takes part. */
    enum Role {
        FACILITATOR,
        PRODUCT_TEAM,
        RESPONDER,
        EXECUTIVE,
        GUEST
    }
}
