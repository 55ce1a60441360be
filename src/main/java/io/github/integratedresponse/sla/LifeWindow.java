package io.github.integratedresponse.sla;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** Which clocks a forecast learns from: those that started in the last weeks, whole ISO weeks of UTC. */
final class LifeWindow {

    /**
     * Half a year. Teams, tools and targets change, and what they did before says less about today; with less than that, most clocks of
     * incidents of a high severity, of which there are few, would be too rare to say anything.
     */
    static final int WEEKS = 26;

    private LifeWindow() {}

    /** @return the Monday on which the window begins; the week that runs belongs to it */
    static LocalDate since(Instant now) {
        return monday(now).minusWeeks(WEEKS);
    }

    /** @return the Monday of the week of this moment */
    static LocalDate monday(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
