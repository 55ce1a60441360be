package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Time as a clock's calendar counts it. A calendar that is configured no more counts around the clock. */
@Component
class CalendarTime {

    /**
     * Joins the calendar of {@code response.sla_clock c} as {@code day}, for {@link #TARGET_MS}; its values are {@link #names} and
     * {@link #days}.
     */
    static final String DAYS =
            " left join unnest(?::text[], ?::bigint[]) as day(calendar, ms) on day.calendar = c.calendar ";

    /** The target of {@code response.sla_clock c} in milliseconds of its calendar. */
    static final String TARGET_MS =
            "((extract(epoch from c.target::interval) - 86400 * extract(day from c.target::interval))"
                    + " * 1000 + extract(day from c.target::interval) * coalesce(day.ms, 86400000))::float8";

    private static final String ALWAYS = "24x7";

    private final Calendars calendars;
    private final Set<String> known;

    CalendarTime(Calendars calendars) {
        this.calendars = calendars;
        this.known = Set.copyOf(calendars.names());
    }

    /** @return what the calendar counts from {@code from} on until {@code to}; below zero when {@code to} comes first */
    Duration between(String calendar, @Nullable String region, Instant from, Instant to) {
        WorkingTime time = time(calendar, region);
        return to.isBefore(from) ? time.between(to, from).negated() : time.between(from, to);
    }

    /** @return when the calendar has counted so much since {@code from} */
    Instant after(String calendar, @Nullable String region, Instant from, Duration passed) {
        return time(calendar, region).plus(from, passed);
    }

    /** @param target as a clock keeps it: of a policy, or the time until a due date of its own, which may have passed before it began */
    Duration length(String calendar, @Nullable String region, String target) {
        return target.startsWith("PT")
                ? Duration.parse(target)
                : time(calendar, region).length(Target.parse(target));
    }

    String[] names() {
        return known.toArray(String[]::new);
    }

    /** How long a day of a target is, in the order of {@link #names}. */
    Long[] days() {
        Target day = new Target(1, Duration.ZERO);
        return List.of(names()).stream()
                .map(name -> time(name, null).length(day).toMillis())
                .toArray(Long[]::new);
    }

    private WorkingTime time(String calendar, @Nullable String region) {
        return calendars.of(known.contains(calendar) ? calendar : ALWAYS, region);
    }
}
