package io.github.integratedresponse.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work is about.
 *
 * @param productTier of the most critical product affected, 0 the most critical
 * @param region where business hours are that product's: ISO 3166-1 alpha-2, with or without a subdivision
 * @param productId of that product
 * @param division that answers for it
 * @param owner the team or person that answers for it
 * @param openedAt when the work as a whole began, such as the opening of the incident
 */
public record About(
        @Nullable Integer productTier,
        @Nullable String region,
        @Nullable String productId,
        @Nullable String division,
        @Nullable String owner,
        @Nullable Instant openedAt) {

    /** Nothing is known of the work. */
    static final About NOTHING = new About(null, null, null, null, null, null);
}
