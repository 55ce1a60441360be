package io.github.integratedresponse.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where and about what a promise is made: one run of one element of a diagram.
 *
 * @param subject what a clock of a kind is about where its name does not say it
 * @param since when the time began to count; {@code null} for the start of the element
 */
record Promise(
        String clock,
        String processDefinitionKey,
        String processInstanceId,
        String activityId,
        String activityInstanceId,
        String businessKey,
        @Nullable String severity,
        @Nullable String subject,
        @Nullable Instant since) {}
