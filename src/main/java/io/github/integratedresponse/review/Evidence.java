package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of what a review looks at, as it was when the pack was put together.
 *
 * @param reference what it was copied from, such as the number of an incident
 */
record Evidence(Kind kind, String reference, String title, String text, @Nullable Instant at) {

    /** Where a piece of evidence comes from. */
    enum Kind {
        TIMELINE,
        SIGNAL,
        SIMILAR_INCIDENT,
        PRODUCT
    }
}
