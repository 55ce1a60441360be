package io.github.integratedresponse.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the whole log found.
 *
 * @param intact whether nothing is wrong: every row is as it was written, and the database still refuses change
 * @param events how many events there are
 * @param sealed how many of them are in the chain
 * @param waiting how many wait to be sealed, which takes seconds while the platform runs
 * @param waitingSince when the oldest of those was written
 * @param lastSeq the place of the last sealed event
 * @param lastHash its hash, in hexadecimal
 * @param bad how many rows are wrong
 * @param firstBad the first of them, the one to look at
 * @param guardsMissing protections that the database should have and hasn't
 */
public record Verification(
        boolean intact,
        long events,
        long sealed,
        long waiting,
        @Nullable Instant waitingSince,
        long lastSeq,
        String lastHash,
        long bad,
        @Nullable BadRow firstBad,
        List<String> guardsMissing) {

    public Verification {
        guardsMissing = List.copyOf(guardsMissing);
    }

    /** What can be wrong with a row. */
    public enum Wrong {
        /** The event, or its seal, is not what was sealed. */
        CHANGED,
        /** Rows of the chain are gone. */
        MISSING,
        /** It does not follow the row before it. */
        OUT_OF_ORDER,
        /** An event that is neither sealed nor waits for it: put in past the log, or its seal was taken away. */
        UNSEALED,
        /** A seal whose event is gone. */
        SEAL_WITHOUT_EVENT,
        /** An event that was to be sealed and is gone. */
        QUEUED_WITHOUT_EVENT,
        /** The chain is not the one that the anchor was taken from: cut off, or written anew. */
        NOT_AS_ANCHORED
    }

    /**
     * A row that is wrong.
     *
     * @param seq its place in the chain, {@code null} when it is not in it
     * @param eventId the event it is about, {@code null} when not even that is known
     */
    public record BadRow(@Nullable Long seq, @Nullable Long eventId, Wrong wrong, String text) {}
}
