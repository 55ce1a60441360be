package io.github.integratedresponse.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person may know of a restricted incident.
 *
 * @param until when it ends of itself; members of the team stay until they are taken off it
 */
public record Clearance(
        String person, Kind kind, String reason, String grantedBy, Instant grantedAt, @Nullable Instant until) {

    /** How somebody comes to know. */
    public enum Kind {
        /** Works on it. */
        TEAM,
        /** Reads it for a while, for a reason, and never acts. */
        NEED_TO_KNOW
    }
}
