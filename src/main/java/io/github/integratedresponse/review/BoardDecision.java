package io.github.integratedresponse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the executive board said to a review.
 *
 * @param round counted from 1
 * @param returnTo where the review goes back to, when it is returned
 * @param questions what the board wants to know before it approves
 */
record BoardDecision(
        int round,
        Decision decision,
        @Nullable ReturnTo returnTo,
        @Nullable String questions,
        @Nullable String comment,
        String decidedBy,
        Instant decidedAt) {

    /** Whether the board lets a review be published. */
    enum Decision {
        APPROVED,
        RETURNED
    }

    /** The work that a returned review begins again with. */
    enum ReturnTo {
        FIVE_WHY("The five whys"),
        CLASSIFY("The root causes"),
        REPAIR_ITEMS("The repair items");

        private final String label;

        ReturnTo(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
