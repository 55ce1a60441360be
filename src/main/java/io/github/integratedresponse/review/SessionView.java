package io.github.integratedresponse.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session as the API shows it. */
record SessionView(
        String number,
        SessionKind kind,
        @Nullable String division,
        ReviewSession.State state,
        String openedBy,
        Instant openedAt,
        Instant periodFrom,
        @Nullable Instant scheduledFor,
        @Nullable Instant heldAt,
        @Nullable Instant publishedAt,
        @Nullable String agenda,
        @Nullable String highlights,
        @Nullable String minutes,
        @Nullable RiskRating riskRating,
        List<SessionPerson> invitees,
        List<SessionPerson> attendees,
        List<SessionDecision> decisions,
        List<SessionRecord.DeepDive> deepDives,
        List<SessionRecord.AcceptedRisk> acceptedRisks,
        List<ProposedRepairItem> actions,
        @Nullable Instant snapshotTakenAt,
        @Nullable Map<String, Object> snapshot) {

    static SessionView of(
            ReviewSession session,
            SessionRecord record,
            List<ProposedRepairItem> actions,
            SessionSnapshots.@Nullable Snapshot snapshot) {
        return new SessionView(
                session.number(),
                session.kind(),
                session.division(),
                session.state(),
                session.openedBy(),
                session.openedAt(),
                session.periodFrom(),
                session.scheduledFor(),
                session.heldAt(),
                session.publishedAt(),
                session.agenda(),
                session.highlights(),
                session.minutes(),
                session.riskRating(),
                record.people(session.id(), false),
                record.people(session.id(), true),
                record.decisions(session.id()),
                record.dives(session.id()),
                record.risks(session.id()),
                actions,
                snapshot == null ? null : snapshot.takenAt(),
                snapshot == null ? null : snapshot.figures());
    }
}
