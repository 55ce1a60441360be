package io.github.integratedresponse.sla;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words everything about the calendars that keeps the platform from starting. */
class UnusableCalendarsAnalyzer extends AbstractFailureAnalyzer<UnusableCalendars> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableCalendars cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend these settings, as docs/clocks.md says, and start again.",
                cause);
    }
}
