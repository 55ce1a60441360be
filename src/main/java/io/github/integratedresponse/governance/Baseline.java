package io.github.integratedresponse.governance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the standard, told as what it changes against the one before.
 *
 * @param version such as {@code 2026.1}; a draft has none
 * @param title of the change; for a new control its title
 * @param scopeTags only products with one of these tags are in scope; all are when there is none
 * @param adoptedAt when its adoption was settled
 */
public record Baseline(
        long id,
        @Nullable String version,
        State state,
        ControlDecision kind,
        long incidentId,
        long rootCauseId,
        String title,
        List<String> scopeTags,
        List<Change> changes,
        String draftedBy,
        Instant draftedAt,
        @Nullable Instant publishedAt,
        @Nullable AdoptionOutcome adoptionOutcome,
        @Nullable String adoptionReason,
        @Nullable Instant adoptedAt) {

    public enum State {
        DRAFT,
        PUBLISHED,
        REJECTED
    }

    /** How its adoption was settled: by reaching the target share, or accepted below it. */
    public enum AdoptionOutcome {
        REACHED,
        ACCEPTED
    }

    /**
     * What becomes of one control.
     *
     * @param text the full text of a new or changed control; else the guidance, or how it is enforced
     */
    public record Change(String control, String domain, ControlDecision kind, String text) {}

    List<String> controlIds() {
        return changes.stream().map(Change::control).toList();
    }

    String text() {
        return changes.isEmpty() ? "" : changes.get(0).text();
    }

    /** @throws IllegalStateException when it isn't published */
    String requireVersion() {
        if (version == null) {
            throw new IllegalStateException("Baseline " + id + " is not published");
        }
        return version;
    }
}
