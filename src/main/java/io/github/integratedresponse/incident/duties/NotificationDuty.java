package io.github.integratedresponse.incident.duties;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A duty to notify, as it stands.
 *
 * @param triggeredAt when its time began; {@code null} while nobody has recorded that
 * @param stoodStill for how long it was suspended in all
 * @param sentHow how it was told: the channel, or what a person did
 */
public record NotificationDuty(
        long id,
        long incidentId,
        Duty duty,
        Trigger trigger,
        String deadline,
        @Nullable Duty countedFrom,
        @Nullable Duration latest,
        RecipientsKind recipientsKind,
        String approver,
        String source,
        String rule,
        int decisionVersion,
        @Nullable String processInstanceId,
        Instant aroseAt,
        @Nullable Instant triggeredAt,
        @Nullable Instant dueAt,
        @Nullable Instant suspendedAt,
        @Nullable Instant suspendedUntil,
        Duration stoodStill,
        State state,
        @Nullable Long messageId,
        @Nullable Instant sentAt,
        @Nullable String sentHow,
        @Nullable String proof,
        @Nullable String recordedBy) {

    /** How a duty stands. */
    public enum State {
        OPEN,
        SUSPENDED,
        NOT_APPLICABLE,
        /** Its incident was merged into another, or turned out to be none. It is owed again when the incident is reopened. */
        WITHDRAWN,
        MET,
        MET_LATE
    }

    boolean owed() {
        return state == State.OPEN || state == State.SUSPENDED;
    }

    /** The same duty, as another incident may owe it. */
    OwedDuty asOwed() {
        return new OwedDuty(
                duty,
                trigger,
                new Deadline(deadline),
                countedFrom,
                latest,
                recipientsKind,
                approver,
                source,
                rule,
                decisionVersion);
    }

    boolean met() {
        return state == State.MET || state == State.MET_LATE;
    }
}
