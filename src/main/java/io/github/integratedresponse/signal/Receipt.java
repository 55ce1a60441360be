package io.github.integratedresponse.signal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.signal.format.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one finding that was sent in.
 *
 * @param item which of the items it came in, from 0; an item may hold several findings
 * @param signalId the signal it is stored as
 * @param disposition {@code accepted}, {@code duplicate}, {@code updated}, {@code closed} or {@code rejected}; for those who wait, in place of
 *     accepted, {@code opened}, {@code attached}, {@code kept}, {@code snoozed} or {@code suppressed}
 * @param incident the number of the incident that it belongs to, when that is known by now
 * @param problems why it was rejected
 * @param cause which kind of reason that was; {@code retry} tells of one that passes
 */
record Receipt(
        @Nullable Long item,
        @Nullable Long signalId,
        String disposition,
        @Nullable String incident,
        @Nullable List<Problem> problems,
        @JsonIgnore Cause cause) {

    static final String ACCEPTED = "accepted";
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

    static Receipt stored(Stored stored) {
        return new Receipt(
                null,
                stored.signalId(),
                stored.fate().name().toLowerCase(Locale.ROOT),
                stored.incident(),
                null,
                Cause.NONE);
    }

    static Receipt refused(Refusal refusal) {
        Cause cause =
                switch (refusal.cause()) {
                    case MALFORMED -> Cause.MALFORMED;
                    case NOT_TAKEN -> Cause.NOT_TAKEN;
                };
        return new Receipt(null, null, REJECTED, null, refusal.problems(), cause);
    }

    static Receipt failed(Problem problem) {
        return new Receipt(null, null, REJECTED, null, List.of(problem), Cause.FAILURE);
    }

    /** Whether it is worth while to send the same again. */
    @JsonProperty
    @Nullable
    Boolean retry() {
        return cause == Cause.FAILURE ? true : null;
    }

    /** The same, of the item with this number. */
    Receipt of(long number) {
        return new Receipt(number, signalId, disposition, incident, problems, cause);
    }

    /** The same, when it is known what became of the signal. */
    Receipt became(String became, @Nullable String of) {
        return new Receipt(item, signalId, became, of, problems, cause);
    }
}
