package io.github.integratedresponse.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done about an incident in one product, in one run of the remediation process.
 *
 * @param lead who leads the work; the product's owner until somebody is named
 * @param approach how the cause is removed and the product brought back
 * @param criterion by what a second person sees that it worked
 * @param finding what that person saw, last time they looked
 * @param recoveredAt when the product was back in normal service
 */
record Remediation(
        long id,
        long incidentId,
        String productId,
        State state,
        String lead,
        @Nullable String approach,
        @Nullable String criterion,
        @Nullable String eradication,
        @Nullable String recovery,
        @Nullable String finding,
        @Nullable Instant eradicatedAt,
        @Nullable String eradicatedBy,
        @Nullable Instant recoveredAt,
        @Nullable String recoveredBy,
        @Nullable Instant verifiedAt,
        @Nullable String verifiedBy) {

    enum State {
        OPEN,
        PLANNED,
        ERADICATED,
        RECOVERED,
        VERIFIED,
        /** Verification found something left; it is eradicated again. */
        NOT_ERADICATED,
        /** Verification found the attack at work again. */
        RECURRED,
        /** Ended by a relapse in another product. */
        INTERRUPTED
    }

    enum Phase {
        ERADICATION,
        RECOVERY
    }

    /** One planned step; its position is what forms refer to it by. */
    record Step(int position, Phase phase, String step, @Nullable String doneBy, @Nullable String leftOut) {}

    /** What an answer to <em>is it gone?</em> can be. */
    enum Result {
        VERIFIED,
        NOT_ERADICATED,
        RECURRED
    }

    /** The steps of one phase, out of all. */
    static List<Step> of(Phase phase, List<Step> steps) {
        return steps.stream().filter(step -> step.phase() == phase).toList();
    }
}
