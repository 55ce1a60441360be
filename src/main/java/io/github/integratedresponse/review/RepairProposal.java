package io.github.integratedresponse.review;

import org.jspecify.annotations.Nullable;

/**
 * A repair to be proposed; see {@link ProposedRepairItem} for what each part means. Exactly one of {@code reviewId} and {@code sessionId}
 * is given.
 */
public record RepairProposal(
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
        @Nullable Boolean automatable) {}
