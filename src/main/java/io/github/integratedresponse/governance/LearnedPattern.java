package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the loop has learned to recognise at triage.
 *
 * @param number such as {@code PAT-2026-000001}
 * @param findingType the kind of finding, as the source writes it
 * @param technique ATT&amp;CK technique, empty for any; one without a dot stands for its sub-techniques too
 * @param division where it counts, {@code null} for everywhere
 * @param severityFloor a signal that matches is at least this severe
 * @param learnedFrom number of the incident that taught it
 * @param repairItem number of the repair item that deals with its cause, empty when there is none
 * @param comment why it was returned or dropped last
 * @param decisionVersion version of {@code known-patterns} that was deployed with it
 */
public record LearnedPattern(
        long id,
        String number,
        State state,
        long incidentId,
        long rootCauseId,
        String findingType,
        String technique,
        @Nullable String division,
        Severity severityFloor,
        String learnedFrom,
        String repairItem,
        @Nullable String comment,
        String draftedBy,
        Instant draftedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Integer decisionVersion,
        @Nullable Instant liveAt) {

    public enum State {
        DRAFT,
        APPROVED,
        LIVE,
        DROPPED
    }

    /** The same pattern, whose teacher is called by another name. */
    LearnedPattern learnedFrom(String name) {
        return new LearnedPattern(
                id,
                number,
                state,
                incidentId,
                rootCauseId,
                findingType,
                technique,
                division,
                severityFloor,
                name,
                repairItem,
                comment,
                draftedBy,
                draftedAt,
                decidedBy,
                decidedAt,
                decisionVersion,
                liveAt);
    }

    /** @return such as {@code finding type X, technique T1562.008, any division} */
    String described() {
        return "finding type %s, %s, %s"
                .formatted(
                        findingType,
                        technique.isEmpty() ? "any technique" : "technique " + technique,
                        division == null ? "any division" : division);
    }
}
