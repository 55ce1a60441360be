package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is promised for a clock.
 *
 * @param target how long it may take, around the clock
 * @param warnFraction the part of the target after which to warn, above 0 and up to 1
 * @param ladder the roles that a breach is escalated to, first to last
 * @param version the version of the decision {@code sla-policy}; {@code null} when no rule of it matched
 */
record Policy(Duration target, double warnFraction, List<String> ladder, @Nullable Integer version) {

    Policy with(Duration otherTarget) {
        return new Policy(otherTarget, warnFraction, ladder, version);
    }

    Instant dueAt(Instant start) {
        return start.plus(target);
    }

    Instant warnAt(Instant start) {
        return start.plusMillis(Math.round(target.toMillis() * warnFraction));
    }
}
