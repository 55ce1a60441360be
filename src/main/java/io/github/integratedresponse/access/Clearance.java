package io.github.integratedresponse.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person may know of a restricted incident.
 *
 * @param endsAt when an auditor's need-to-know ends; null for the team
 */
public record Clearance(
        String person, Kind kind, String reason, String grantedBy, Instant grantedAt, @Nullable Instant endsAt) {

    public enum Kind {
        TEAM,
        NEED_TO_KNOW
    }
}
