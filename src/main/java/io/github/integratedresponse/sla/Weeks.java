package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Problems;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * Whole ISO weeks in UTC.
 *
 * @param from the first Monday
 * @param to the Monday after the last of them
 */
public record Weeks(LocalDate from, LocalDate to) {

    private static final int USUAL = 13;
    private static final int MOST = 520;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 3);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 30);

    public Weeks {
        if (from.getDayOfWeek() != DayOfWeek.MONDAY || to.getDayOfWeek() != DayOfWeek.MONDAY || !from.isBefore(to)) {
            throw new IllegalArgumentException("Not whole weeks: " + from + " to " + to);
        }
    }

    /** @return the last thirteen weeks, the one that goes on included */
    public static Weeks last(Clock clock) {
        LocalDate to = after(today(clock));
        return new Weeks(to.minusWeeks(USUAL), to);
    }

    /** @return every week that these times touch */
    public static Weeks around(Instant from, Instant to) {
        LocalDate first = before(LocalDate.ofInstant(from, ZoneOffset.UTC));
        LocalDate last = before(LocalDate.ofInstant(to, ZoneOffset.UTC)).plusWeeks(1);
        return new Weeks(first, last);
    }

    /**
     * Rounds to whole weeks; what is missing makes it thirteen weeks, up to the one that goes on.
     *
     * @param from a day of the first week
     * @param to the day after the last one, rounded up
     */
    public static Weeks of(@Nullable LocalDate from, @Nullable LocalDate to, Clock clock, Problems problems) {
        boolean wrong = outside(from, "from", problems) | outside(to, "to", problems);
        if (wrong) {
            return last(clock);
        }
        LocalDate end = to == null ? after(today(clock)) : after(to.minusDays(1));
        LocalDate begin = from == null ? end.minusWeeks(USUAL) : before(from);
        if (!begin.isBefore(end)) {
            problems.add(from == null ? "to" : "from", "must lie before the end, which is " + end);
            return last(clock);
        }
        if (ChronoUnit.WEEKS.between(begin, end) > MOST) {
            problems.add("from", "must lie at most " + MOST + " weeks before the end");
            return last(clock);
        }
        return new Weeks(begin, end);
    }

    private static boolean outside(@Nullable LocalDate day, String field, Problems problems) {
        boolean wrong = day != null && (day.isBefore(EARLIEST) || day.isAfter(LATEST));
        problems.addIf(wrong, field, "must lie between " + EARLIEST + " and " + LATEST);
        return wrong;
    }

    private static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate before(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static LocalDate after(LocalDate day) {
        return day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }
}
