package io.github.integratedresponse.repair;

import io.github.integratedresponse.review.ItemClass;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A repair item as it stands.
 *
 * @param number such as {@code REP-2026-000001}
 * @param incidentNumber the incident it came from, if one did
 * @param review the number of the review that asked for it, if one did
 * @param sessionId the session that asked for it, if one did
 * @param owner who answers for it
 * @param knownExploited the facts about the vulnerability; {@code null} when unknown, all four when it is about none
 * @param dueAt by when it must be done; {@code null} only until its process has begun
 * @param dueRule the rule that gave the due date, or who moved it and why
 * @param targetDate by when the owner means to be done
 * @param reopened how often a proof failed
 * @param tracker the name of the tracker its issue is in
 */
public record RepairItem(
        long id,
        String number,
        @Nullable Long incidentId,
        @Nullable String incidentNumber,
        @Nullable String review,
        @Nullable Long sessionId,
        @Nullable Long rootCauseId,
        String title,
        String description,
        ItemClass itemClass,
        String owner,
        @Nullable String productId,
        @Nullable Boolean knownExploited,
        @Nullable Boolean totalImpact,
        @Nullable Boolean exposed,
        @Nullable Boolean automatable,
        Phase phase,
        State state,
        @Nullable Instant dueAt,
        @Nullable String dueRule,
        @Nullable String plan,
        @Nullable LocalDate targetDate,
        @Nullable String acceptedBy,
        int reopened,
        @Nullable String tracker,
        @Nullable String trackerRef,
        @Nullable String trackerUrl,
        @Nullable String processInstanceId,
        Instant openedAt,
        @Nullable Instant closedAt) {

    /** How it stands, whatever phase it is in. */
    public enum State {
        /** Nobody has taken it on yet. */
        OPEN,
        IN_REPAIR,
        /** An executive is asked to accept the risk of not repairing it for now. */
        RISK_ASKED,
        /** Put off until the acceptance ends. */
        RISK_ACCEPTED,
        /** Repaired and proven. */
        CLOSED
    }

    /** Whether anything was said about a vulnerability. */
    boolean aboutVulnerability() {
        return knownExploited != null || totalImpact != null || exposed != null || automatable != null;
    }

    /** The business key of its process: the incident's number, or its own when it came from no incident. */
    String businessKey() {
        return incidentNumber == null ? number : incidentNumber;
    }
}
