package io.github.integratedresponse.signal;

import io.github.integratedresponse.signal.SuppressionTable.Counted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A suppression in a list.
 *
 * @param signals how many it has kept quiet
 */
record SuppressionLine(
        long id,
        Suppression.Kind kind,
        String owner,
        String reason,
        @Nullable String source,
        @Nullable String findingType,
        @Nullable String technique,
        @Nullable String product,
        @Nullable String resource,
        @Nullable String observable,
        @Nullable String actor,
        int upToSeverityId,
        boolean active,
        long signals,
        Instant madeAt,
        String madeBy,
        Instant endsAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endReason) {

    static SuppressionLine of(Counted counted, Instant now) {
        Suppression suppression = counted.suppression();
        var given = suppression.scope().given();
        return new SuppressionLine(
                suppression.id(),
                suppression.kind(),
                suppression.owner(),
                suppression.reason(),
                given.get(Criterion.SOURCE),
                given.get(Criterion.FINDING_TYPE),
                given.get(Criterion.TECHNIQUE),
                given.get(Criterion.PRODUCT),
                given.get(Criterion.RESOURCE),
                given.get(Criterion.OBSERVABLE),
                given.get(Criterion.ACTOR),
                suppression.scope().upToSeverityId(),
                !suppression.over(now),
                counted.signals(),
                suppression.madeAt(),
                suppression.madeBy(),
                suppression.endsAt(),
                suppression.endedAt(),
                suppression.endedBy(),
                suppression.endReason());
    }
}
