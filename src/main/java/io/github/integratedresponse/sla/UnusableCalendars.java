package io.github.integratedresponse.sla;

import java.util.List;

/** The settings of the calendars are wrong, so nothing could be promised by them. */
class UnusableCalendars extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableCalendars(List<String> problems) {
        super("The calendars (integrated-response.calendars) can't be used: " + String.join("; ", problems));
    }
}
