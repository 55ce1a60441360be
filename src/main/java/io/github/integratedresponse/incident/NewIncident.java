package io.github.integratedresponse.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known when an incident is opened.
 *
 * @param signalId the signal that opens it, if one did
 * @param parentId the incident it is a variant of, if it is one
 * @param productIds affected products known so far
 */
public record NewIncident(
        String title,
        @Nullable String summary,
        Severity severity,
        Tlp tlp,
        Origin origin,
        String findingType,
        String correlationKey,
        Instant firstSeenAt,
        @Nullable Long signalId,
        @Nullable Long parentId,
        List<String> productIds) {}
