package io.github.integratedresponse.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise that was made, as it stands.
 *
 * @param name the clock's name in {@code sla-policy}
 * @param activityId the element of the diagram that made it
 * @param activityInstanceId the run of that element
 */
record SlaClock(
        long id,
        String name,
        String processInstanceId,
        String activityId,
        String activityInstanceId,
        String businessKey,
        @Nullable String severity,
        Instant startedAt,
        Instant warnAt,
        Instant dueAt,
        State state) {

    enum State {
        RUNNING,
        PAUSED,
        BREACHED,
        MET,
        MET_LATE,
        CANCELLED;

        /** Whether the promise is still to be kept. */
        boolean open() {
            return this == RUNNING || this == PAUSED || this == BREACHED;
        }
    }
}
