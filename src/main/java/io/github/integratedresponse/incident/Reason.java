package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import org.jspecify.annotations.Nullable;

/** The reason that a person gives with a decision about an incident, as it is kept. */
final class Reason {

    private static final int LONGEST = 2_000;

    private Reason() {}

    /** @param missing what a person is told who gave none */
    static String of(@Nullable String given, String missing, Problems problems) {
        String reason = given == null ? "" : given.strip();
        problems.addIf(reason.isEmpty(), "reason", missing);
        problems.addIf(reason.length() > LONGEST, "reason", "may be " + LONGEST + " characters long at most");
        problems.addIf(reason.indexOf('\0') >= 0, "reason", "contains a character that can't be stored");
        return reason;
    }
}
