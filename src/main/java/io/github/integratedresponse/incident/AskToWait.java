package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a form says of work that can't go on until somebody outside has done something.
 *
 * @param waitingFor whom for
 * @param waitingReason why
 * @param waitingUntil when they are expected to have done it
 */
public record AskToWait(@Nullable String waitingFor, @Nullable String waitingReason, @Nullable Instant waitingUntil) {

    /** Whoever waits longer asks again. */
    private static final Duration LONGEST = Duration.ofDays(90);

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 5000;

    /** Adds everything that is wrong, by the fields of the form. */
    public void check(Instant now, Problems problems) {
        text(waitingFor, "waitingFor", "say whom it waits for", LONGEST_NAME, problems);
        text(waitingReason, "waitingReason", "say why it can't go on without them", LONGEST_REASON, problems);
        problems.addIf(waitingUntil == null, "waitingUntil", "say until when you expect it");
        problems.addIf(
                waitingUntil != null && (!waitingUntil.isAfter(now) || waitingUntil.isAfter(now.plus(LONGEST))),
                "waitingUntil",
                "must lie in the future and within 90 days");
    }

    private static void text(@Nullable String text, String field, String missing, int longest, Problems problems) {
        problems.addIf(text == null, field, missing);
        problems.addIf(
                text != null && text.length() > longest, field, "may be " + longest + " characters long at most");
    }

    String forWhom() {
        return Objects.requireNonNull(waitingFor);
    }

    String why() {
        return Objects.requireNonNull(waitingReason);
    }

    Instant until() {
        return Objects.requireNonNull(waitingUntil);
    }
}
