package io.github.integratedresponse.sla;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How late a promise is. */
enum EscalationLevel {
    WARNING("WARNED"),
    BREACH("BREACHED");

    private final String event;

    EscalationLevel(String event) {
        this.event = event;
    }

    static EscalationLevel of(String scalar) {
        return valueOf(scalar.toUpperCase(Locale.ROOT));
    }

    /** The level of a promise that a timer found late. */
    static EscalationLevel of(SlaClock promise, Instant now) {
        return BREACH.reached(promise, now) ? BREACH : WARNING;
    }

    /**
     * The engine's timers know no less than a millisecond, and none of them may come too early for its own promise. A clock that stands
     * still comes to nothing that it had not come to before.
     */
    boolean reached(SlaClock promise, Instant now) {
        Instant from = this == BREACH ? promise.dueAt() : promise.warnAt();
        return promise.cameTo(from.truncatedTo(ChronoUnit.MILLIS), now);
    }

    /** The line in the ledger. */
    String event() {
        return event;
    }

    /** As the diagram's gateway reads it. */
    String scalar() {
        return name().toLowerCase(Locale.ROOT);
    }
}
