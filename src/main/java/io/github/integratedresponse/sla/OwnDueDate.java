package io.github.integratedresponse.sla;

import java.time.Instant;
import java.util.Optional;

/**
 * Knows of work whose due date is not the policy's to choose, such as a duty by law. Its clock then promises that date; the policy
 * still says when to warn and whom to tell.
 */
public interface OwnDueDate {

    /** @return the due date of what this process instance works on, for the clock of this name; empty where the policy decides */
    Optional<Instant> of(String clockName, String processInstanceId);

    /** Whether the clock may stand still all the same, because the work gets a new due date when it goes on. */
    default boolean mayStandStill(String clockName) {
        return false;
    }
}
