package io.github.integratedresponse.sla;

import org.jspecify.annotations.Nullable;

/** Counts what had been met before and came back. Whoever knows incidents and their causes implements it. */
public interface RecurringWork {

    /**
     * How many incidents.
     *
     * @param opened without false alarms and duplicates
     * @param matchedPattern recognised by a learned pattern
     * @param repeatedCause with a cause that an earlier one had
     * @param recurring either of these
     */
    record Counts(long opened, long matchedPattern, long repeatedCause, long recurring) {}

    /** @return what was opened in these weeks, without restricted incidents */
    Counts of(Weeks weeks, @Nullable String severity, @Nullable String division);
}
