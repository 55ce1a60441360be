package io.github.integratedresponse.review;

import java.time.Duration;

/** The two sessions that look at the loop from above. */
public enum SessionKind {
    /** Security Operations Review: everything, every week. */
    SOR("Security Operations Review", "operations-review-called", Duration.ofDays(7)),
    /** Security Health and Risk Review: one division, every quarter. */
    SHR("Security Health & Risk Review", "health-review-called", Duration.ofDays(91));

    private final String title;
    private final String message;
    private final Duration usualPeriod;

    SessionKind(String title, String message, Duration usualPeriod) {
        this.title = title;
        this.message = message;
        this.usualPeriod = usualPeriod;
    }

    String title() {
        return title;
    }

    /** The message its process begins with. */
    String message() {
        return message;
    }

    /** How far the figures of the first session reach back. */
    Duration usualPeriod() {
        return usualPeriod;
    }
}
