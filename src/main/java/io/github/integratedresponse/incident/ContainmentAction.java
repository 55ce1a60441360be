package io.github.integratedresponse.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step that keeps an attacker from doing more.
 *
 * @param action what is to be done, such as <em>disable the account</em>
 * @param target on what
 * @param by who does it; an automatic step that no system does becomes a person's
 * @param result what came of it; for a planned step of a person, why no system does it
 */
public record ContainmentAction(
        long id,
        long incidentId,
        String action,
        String target,
        By by,
        String owner,
        State state,
        @Nullable String result,
        String plannedBy,
        Instant plannedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt) {

    /** Who carries a step out. */
    public enum By {
        PERSON,
        AUTOMATIC
    }

    /** How far a step is. */
    public enum State {
        PLANNED,
        DONE,
        FAILED
    }
}
