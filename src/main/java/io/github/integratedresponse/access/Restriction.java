package io.github.integratedresponse.access;

import java.time.Instant;

/**
 * That an incident is kept to its team.
 *
 * @param codeName what it is called before others, and the tenant of its processes
 */
public record Restriction(String codeName, Cause cause, String reason, Instant since, String markedBy) {

    /** Why an incident is kept to its team. */
    public enum Cause {
        /** It is marked TLP:RED, not to be told beyond those who take part. */
        TLP_RED,
        /** A person marked it confidential. */
        CONFIDENTIAL
    }
}
