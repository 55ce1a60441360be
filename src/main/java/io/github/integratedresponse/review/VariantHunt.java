package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The search for a weakness elsewhere.
 *
 * @param title the root cause it started from
 * @param pattern what it looks for, once that is defined
 * @param notSearchable what the person who defined the pattern knows can't be searched here
 * @param truncated whether more matched than a person was shown
 * @param coverageNote how far the hunt reached, once it is closed
 */
record VariantHunt(
        long id,
        long reviewId,
        long incidentId,
        @Nullable Long rootCauseId,
        String title,
        State state,
        @Nullable VariantPattern pattern,
        @Nullable String notSearchable,
        @Nullable Long signalsSearched,
        @Nullable Long productsSearched,
        boolean truncated,
        @Nullable String coverageNote,
        @Nullable Instant closedAt) {

    /** How far a hunt has come. */
    enum State {
        PLANNED,
        DEFINED,
        SEARCHED,
        CLOSED
    }
}
