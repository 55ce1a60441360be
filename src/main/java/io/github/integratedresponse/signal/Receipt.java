package io.github.integratedresponse.signal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.integratedresponse.process.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one finding that was sent in.
 *
 * @param item which of the items it came in, from 0; an item may hold several findings
 * @param signalId the signal it is stored as
 * @param disposition {@code opened}, {@code attached}, {@code duplicate} or {@code rejected}
 * @param incident the number of the incident it opened or belongs to
 * @param problems why it was rejected
 * @param cause which kind of reason that was
 */
record Receipt(
        @Nullable Long item,
        @Nullable Long signalId,
        String disposition,
        @Nullable String incident,
        @Nullable List<Problem> problems,
        @JsonIgnore Cause cause) {

    static final String OPENED = "opened";
    static final String ATTACHED = "attached";
    static final String DUPLICATE = "duplicate";
    static final String REJECTED = "rejected";

    enum Cause {
        NONE,
        /** It can't be read as a finding. */
        MALFORMED,
        /** It is a finding, of a kind that isn't taken. */
        NOT_TAKEN,
        /** The platform failed; sending it again is safe. */
        FAILURE
    }

    static Receipt stored(long signalId, String disposition, @Nullable String incident) {
        return new Receipt(null, signalId, disposition, incident, null, Cause.NONE);
    }

    static Receipt rejected(Cause cause, List<Problem> problems) {
        return new Receipt(
                null, null, REJECTED, null, problems.stream().distinct().toList(), cause);
    }

    /** The same, of the item with this number. */
    Receipt of(long number) {
        return new Receipt(number, signalId, disposition, incident, problems, cause);
    }
}
