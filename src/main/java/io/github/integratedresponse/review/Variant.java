package io.github.integratedresponse.review;

import org.jspecify.annotations.Nullable;

/**
 * A signal or a product that a hunt came upon. Exactly one of {@code signalId} and {@code productId} is given.
 *
 * @param what title of the signal or name of the product
 * @param detail where it was seen, or whose it is
 * @param matchedOn what of the pattern it fitted
 * @param knownIncident the incident that handles the signal already, or that the variant became
 */
record Variant(
        long id,
        @Nullable Long signalId,
        @Nullable String productId,
        String what,
        String detail,
        String matchedOn,
        State state,
        @Nullable String reason,
        @Nullable String decidedBy,
        @Nullable String knownIncident) {

    /** What a person made of it. */
    enum State {
        CANDIDATE,
        CONFIRMED,
        REJECTED
    }
}
