package io.github.integratedresponse.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise that was made, as it stands.
 *
 * @param name the clock's name in {@code sla-policy}
 * @param subject what it is about where the name does not say it, such as {@code GDPR_72H}
 * @param activityId the element of the diagram that made it
 * @param activityInstanceId the run of that element
 * @param startedAt from when its time counts, which may be before it was made
 * @param pausedAt since when it stands still; {@code null} while it does not
 * @param stoodStill whether it stands still or ever did
 */
record SlaClock(
        long id,
        String name,
        @Nullable String subject,
        String processInstanceId,
        String activityId,
        String activityInstanceId,
        String businessKey,
        @Nullable String severity,
        About about,
        String calendar,
        String target,
        @Nullable Integer policyVersion,
        Instant startedAt,
        Instant warnAt,
        Instant dueAt,
        @Nullable Instant pausedAt,
        State state,
        boolean stoodStill) {

    /** @return whether it was warned about and due already when it came to stand still, or by now where it runs */
    boolean cameTo(Instant moment, Instant now) {
        return !(pausedAt == null || now.isBefore(pausedAt) ? now : pausedAt).isBefore(moment);
    }

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
