package io.github.integratedresponse.incident.duties;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A legal decision about a duty.
 *
 * @param suspendedUntil given for a suspension, and only then
 * @param decidedBy whose decision it is, such as outside counsel; who recorded it is kept beside it
 */
record DutyDecision(Kind kind, @Nullable Instant suspendedUntil, String reason, String decidedBy) {

    enum Kind {
        SUSPENDED,
        NOT_APPLICABLE,
        WITHDRAWN,
        RESUMED,
        GO_ON
    }
}
