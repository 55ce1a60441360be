package io.github.integratedresponse.sla;

import org.jspecify.annotations.Nullable;

/** Where and about what a promise is made: one run of one element of a diagram. */
record Promise(
        String clock,
        String processDefinitionKey,
        String processInstanceId,
        String activityId,
        String activityInstanceId,
        String businessKey,
        @Nullable String severity) {}
