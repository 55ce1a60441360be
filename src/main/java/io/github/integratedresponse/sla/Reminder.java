package io.github.integratedresponse.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person is to be told of a promise, with the promise as it stands now.
 *
 * @param dueAt what was promised when it was noted
 * @param promisedNow what is promised now
 * @param taskId the task that the person is reminded of; unknown for what was noted long ago
 * @param role the role that the broken promise came to; {@code null} where the person is reminded of work
 * @param asked whether that role is the one that is asked now
 * @param processInstanceId the escalation that brought it to the role
 */
record Reminder(
        long id,
        long clockId,
        String clockName,
        String businessKey,
        @Nullable String severity,
        SlaClock.State state,
        Instant dueAt,
        Instant promisedNow,
        String taskName,
        @Nullable String taskId,
        @Nullable String role,
        boolean asked,
        @Nullable String processInstanceId) {

    boolean overdue(Instant now) {
        return !dueAt.isAfter(now);
    }
}
