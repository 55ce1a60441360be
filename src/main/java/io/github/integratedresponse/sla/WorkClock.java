package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.SlaFigures.Risk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise about a piece of work, as it stands.
 *
 * @param clock its name in {@code sla-policy}
 * @param subject what it is about where the name does not say it
 * @param processInstanceId of the process that made it
 * @param activityInstanceId the run of the element that made it
 * @param stoppedAt null while it is open
 * @param risk how pressing it is; null when it is not open
 * @param leftSeconds until it falls due, when it goes on; negative by how much it is, or was, late
 * @param pausedAt since when it stands still; null while it does not
 * @param pausedBecause why it stands still
 * @param pausedSeconds how long it stood still up to now, all pauses together
 */
public record WorkClock(
        long id,
        String clock,
        @Nullable String subject,
        String process,
        String processInstanceId,
        String activityInstanceId,
        Instant startedAt,
        Instant warnAt,
        Instant dueAt,
        @Nullable Instant stoppedAt,
        String state,
        @Nullable Risk risk,
        long leftSeconds,
        @Nullable Instant pausedAt,
        @Nullable String pausedBecause,
        long pausedSeconds) {

    public boolean open() {
        return stoppedAt == null;
    }
}
