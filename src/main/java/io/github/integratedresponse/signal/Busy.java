package io.github.integratedresponse.signal;

import java.time.Duration;
import java.util.Locale;

/** More signals come than may come just now. Nothing of the call was taken; it is to be sent again later. */
class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    enum Reason {
        /** More wait to be stored than are kept in memory. */
        QUEUE("More signals wait than the platform can keep just now"),
        /** The client sent more findings than it may within a time. */
        RATE("More findings came from this client than it may send within this time"),
        /** The client has as many streams open as it may. */
        STREAMS("As many streams are open as may be at once"),
        /** As many requests are answered as may be at once. */
        REQUESTS("As many requests with signals are answered as may be at once");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** As metrics spell it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final Duration retryAfter;

    Busy(Reason reason, Duration retryAfter) {
        super(reason.words + "; nothing was taken, send it again later");
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** @param retryAfter when there may be room again */
    Busy(Duration retryAfter) {
        this(Reason.QUEUE, retryAfter);
    }

    Reason reason() {
        return reason;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /** In whole seconds, one at least. */
    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    }
}
