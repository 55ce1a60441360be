package io.github.integratedresponse.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it stands.
 *
 * @param number such as {@code INC-2026-000123}: without gaps per year; also the business key of its processes
 * @param findingType the kind of finding that opened it, as its signal said
 * @param commander who leads the response
 * @param parentId the incident it was found from, for a variant
 * @param mergedIntoId the incident that took it over, for a duplicate
 * @param matchedPattern the learned pattern that recognised it
 * @param firstSeenAt when the source first saw it, which is where time to detect begins
 */
public record Incident(
        long id,
        String number,
        String title,
        @Nullable String summary,
        Severity severity,
        Tlp tlp,
        Stage stage,
        Origin origin,
        @Nullable Verdict verdict,
        @Nullable String closureReason,
        String findingType,
        String correlationKey,
        @Nullable String commander,
        @Nullable String communicationsLead,
        boolean reviewNominated,
        @Nullable Long parentId,
        @Nullable Long mergedIntoId,
        @Nullable String matchedPattern,
        Instant firstSeenAt,
        Instant openedAt,
        @Nullable Instant containedAt,
        @Nullable Instant closedAt) {}
