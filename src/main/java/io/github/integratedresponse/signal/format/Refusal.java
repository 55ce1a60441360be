package io.github.integratedresponse.signal.format;

import io.github.integratedresponse.process.Problem;
import java.util.List;

/**
 * Why a finding was not read.
 *
 * @param problems all of them, at most {@value #MOST_PROBLEMS}
 */
public record Refusal(Cause cause, List<Problem> problems) {

    /** Nobody mends more in one go, and a body of nothing but mistakes must not become an answer many times its size. */
    static final int MOST_PROBLEMS = 100;

    public Refusal {
        problems = problems.stream().distinct().limit(MOST_PROBLEMS).toList();
    }

    public enum Cause {
        /** It can't be read as a finding. */
        MALFORMED,
        /** It is a finding, of a kind that isn't taken. */
        NOT_TAKEN
    }
}
