package io.github.integratedresponse.sla;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is promised for a clock.
 *
 * @param target how long it may take, in time of the calendar
 * @param calendar {@code 24x7}, {@code business} for the business hours of the work's region, or those of one region by name
 * @param warnFraction the part of the target after which to warn, above 0 and up to 1
 * @param ladder the roles that a breach is escalated to, first to last
 * @param pauseApprover the role that must have approved before the clock stands still; {@code null} when nobody need to
 * @param version the version of the decision {@code sla-policy}; {@code null} when no rule of it matched
 */
record Policy(
        Target target,
        String calendar,
        double warnFraction,
        List<String> ladder,
        @Nullable String pauseApprover,
        @Nullable Integer version) {

    /** Whether both give every clock the same dates. */
    boolean promisesAs(Policy other) {
        return target.equals(other.target)
                && calendar.equals(other.calendar)
                && Double.compare(warnFraction, other.warnFraction) == 0;
    }
}
