package io.github.integratedresponse.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That signals of a kind are kept from opening or joining incidents for a while.
 *
 * @param owner the person who answers for it
 * @param endsAt when it is over at the latest
 * @param endedAt when it was ended; {@code null} while it may still be in force
 * @param endedBy who ended it; {@code system} when its time was over
 */
record Suppression(
        long id,
        Kind kind,
        String owner,
        String reason,
        Scope scope,
        Instant madeAt,
        String madeBy,
        Instant endsAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endReason) {

    enum Kind {
        /** The signals wait, and are placed when it is over. */
        SNOOZE("SNOOZED"),
        /** The signals are kept to be looked for, and nothing else. */
        SUPPRESS("SUPPRESSED");

        private final String disposition;

        Kind(String disposition) {
            this.disposition = disposition;
        }

        /** What becomes of the signals, as the register has it. */
        String disposition() {
            return disposition;
        }
    }

    boolean over(Instant now) {
        return endedAt != null || !endsAt.isAfter(now);
    }

    /** What the audit log calls it. */
    String named() {
        return "suppression-" + id;
    }
}
