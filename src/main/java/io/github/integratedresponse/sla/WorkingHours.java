package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * A part of the day that is worked, on the wall's clock.
 *
 * @param from seconds after midnight, worked
 * @param to seconds after midnight, no longer worked; 86400 is the midnight at which the day ends
 */
record WorkingHours(int from, int to) {

    private static final int DAY = 24 * 60 * 60;

    WorkingHours {
        if (from < 0 || from >= to || to > DAY) {
            throw new IllegalArgumentException("hours must end after they begin, on the same day");
        }
    }

    /** @param text such as {@code 09:00-17:00} or {@code 00:00-24:00} */
    static WorkingHours parse(String text) {
        String[] times = text.strip().split("-", -1);
        if (times.length != 2) {
            throw new IllegalArgumentException("hours are like 09:00-17:00, not '" + text + "'");
        }
        String to = times[1].strip();
        try {
            return new WorkingHours(
                    LocalTime.parse(times[0].strip()).toSecondOfDay(),
                    to.equals("24:00") ? DAY : LocalTime.parse(to).toSecondOfDay());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("hours are like 09:00-17:00, not '" + text + "'", e);
        }
    }

    Duration length() {
        return Duration.ofSeconds(to - from);
    }

    boolean overlaps(WorkingHours other) {
        return from < other.to && other.from < to;
    }
}
