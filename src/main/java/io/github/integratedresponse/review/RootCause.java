package io.github.integratedresponse.review;

import java.util.List;

/**
 * Why an incident could happen, as its review found.
 *
 * @param reviewNumber such as {@code SLR-2026-000001}
 * @param findingType the kind of finding of the incident
 * @param contributing whether it made the incident possible or worse without being a cause of its own
 * @param standardChangeNeeded whether the review asks governance to look at the standard
 * @param controlIds the controls it is mapped to
 */
public record RootCause(
        long id,
        long reviewId,
        String reviewNumber,
        long incidentId,
        String findingType,
        Classification classification,
        String statement,
        boolean contributing,
        boolean standardChangeNeeded,
        List<String> controlIds) {}
