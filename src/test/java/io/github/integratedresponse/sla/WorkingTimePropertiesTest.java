package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/**
 * Business calendars against one that looks at the clock on the wall minute after minute. A failure prints the seed it was found with:
 * {@code @Property(seed = "...")} finds it again.
 */
class WorkingTimePropertiesTest {

    private static final long DAY = Duration.ofDays(1).toNanos();

    /** Changes of an hour, of half an hour and of two; at midnight and a minute past it; offsets of quarters; a day that was left out. */
    private static final List<String> STRANGE = List.of(
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "America/Havana",
            "Asia/Beirut",
            "America/St_Johns",
            "Asia/Gaza",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "Asia/Kolkata",
            "Pacific/Chatham",
            "Pacific/Apia",
            "Asia/Pyongyang",
            "America/Caracas");

    private static final Instant FIRST = Instant.parse("1996-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2036-01-01T00:00:00Z");

    @Property(tries = 1500)
    void isDueWhenTheWallClockSaysSo(@ForAll("cases") Case some, @ForAll("parts") long part) {
        Duration time = some.part(part, 5);

        assertThat(some.calendar().plus(some.from(), time)).isEqualTo(some.slowPlus(time));
    }

    @Property(tries = 100)
    void isDueWhenTheWallClockSaysSoAfterManyDays(
            @ForAll("cases") Case some, @ForAll @LongRange(min = 0, max = 90) long days) {
        Target target = days == 0 ? Target.parse("PT1S") : Target.parse("P" + days + "D");

        assertThat(some.calendar().plus(some.from(), target))
                .isEqualTo(some.slowPlus(some.calendar().length(target)));
    }

    @Property(tries = 1500)
    void hasPassedWhatTheWallClockShowed(@ForAll("cases") Case some, @ForAll("parts") long later) {
        Instant to = some.from().plusNanos(later % (20 * DAY));

        assertThat(some.calendar().between(some.from(), to)).isEqualTo(some.slowBetween(to));
    }

    @Property(tries = 4000)
    void theDueDateIsTheFirstMomentByWhichThatMuchHasPassed(@ForAll("cases") Case some, @ForAll("parts") long part) {
        WorkingTime calendar = some.calendar();
        Duration time = some.part(part, 300).plusNanos(1);

        Instant due = calendar.plus(some.from(), time);

        assertThat(calendar.between(some.from(), due)).isEqualTo(time);
        assertThat(calendar.between(some.from(), due.minusNanos(1))).isEqualTo(time.minusNanos(1));
    }

    @Property(tries = 4000)
    void whoBeginsLaterOrTakesLongerIsNotDueEarlier(
            @ForAll("cases") Case some,
            @ForAll("parts") long later,
            @ForAll("parts") long part,
            @ForAll("parts") long longer) {
        WorkingTime calendar = some.calendar();
        Duration time = some.part(part, 40);

        Instant due = calendar.plus(some.from(), time);

        assertThat(due).isAfterOrEqualTo(some.from());
        assertThat(calendar.plus(some.from().plusNanos(later % (5 * DAY)), time))
                .isAfterOrEqualTo(due);
        assertThat(calendar.plus(some.from(), time.plus(some.part(longer, 40)).plusNanos(1)))
                .isAfter(due);
    }

    @Property(tries = 4000)
    void whatIsCountedInPartsIsTheSame(
            @ForAll("cases") Case some, @ForAll("parts") long first, @ForAll("parts") long second) {
        WorkingTime calendar = some.calendar();
        Instant middle = some.from().plusNanos(first % (400 * DAY));
        Instant end = middle.plusNanos(second % (400 * DAY));

        assertThat(calendar.between(some.from(), middle).plus(calendar.between(middle, end)))
                .isEqualTo(calendar.between(some.from(), end));
        Duration begun = some.part(first, 300);
        Duration left = some.part(second, 300);
        assertThat(calendar.plus(calendar.plus(some.from(), begun), left))
                .isEqualTo(calendar.plus(some.from(), begun.plus(left)));
    }

    @Provide
    Arbitrary<Long> parts() {
        return evenly(0, Long.MAX_VALUE);
    }

    /** Left to itself, jqwik mostly takes small ones. */
    private static Arbitrary<Long> evenly(long min, long max) {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(min, max),
                Arbitraries.longs().between(min, max).withDistribution(RandomDistribution.uniform()));
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<ZoneId> zones = Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.of(STRANGE)),
                        Tuple.of(1, Arbitraries.of(new TreeSet<>(ZoneId.getAvailableZoneIds()))))
                .map(ZoneId::of);
        Arbitrary<Set<DayOfWeek>> weeks =
                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(7);
        // often in the small hours, when clocks are changed
        Arbitrary<Integer> minutes = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers().between(0, 24 * 60)),
                Tuple.of(1, Arbitraries.integers().between(0, 6 * 60)),
                Tuple.of(1, Arbitraries.of(0, 120, 180, 24 * 60)));
        Arbitrary<List<WorkingHours>> hours =
                minutes.set().ofMinSize(2).ofMaxSize(6).map(WorkingTimePropertiesTest::pairs);
        Arbitrary<Integer> everySo = Arbitraries.of(2, 3, 5, 11, 30, 1000);
        return Combinators.combine(
                        zones,
                        weeks,
                        hours,
                        everySo,
                        evenly(0, ChronoUnit.NANOS.between(FIRST, LAST)),
                        evenly(-3 * DAY, 3 * DAY),
                        Arbitraries.of(Near.class))
                .as((zone, week, parts, closed, at, by, near) ->
                        new Case(zone, week, parts, closed, near.of(zone, FIRST.plusNanos(at), by)));
    }

    private static List<WorkingHours> pairs(Set<Integer> minutes) {
        List<Integer> sorted = new ArrayList<>(new TreeSet<>(minutes));
        List<WorkingHours> parts = new ArrayList<>();
        for (int at = 0; at + 1 < sorted.size(); at += 2) {
            parts.add(new WorkingHours(sorted.get(at) * 60, sorted.get(at + 1) * 60));
        }
        return parts;
    }

    /** Where mistakes hide. */
    enum Near {
        ANYTHING,
        CLOCK_CHANGE,
        YEAR_END,
        LEAP_DAY;

        Instant of(ZoneId zone, Instant at, long by) {
            return switch (this) {
                case ANYTHING -> at;
                case CLOCK_CHANGE -> {
                    @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(at);
                    yield change == null || change.getInstant().isAfter(LAST)
                            ? at
                            : change.getInstant().plusNanos(by);
                }
                case YEAR_END -> LocalDate.of(at.atOffset(ZoneOffset.UTC).getYear(), 12, 31)
                        .atTime(LocalTime.NOON)
                        .toInstant(ZoneOffset.UTC)
                        .plusNanos(by);
                case LEAP_DAY -> LocalDate.of(at.atOffset(ZoneOffset.UTC).getYear() / 4 * 4, 2, 29)
                        .atTime(LocalTime.NOON)
                        .toInstant(ZoneOffset.UTC)
                        .plusNanos(by);
            };
        }
    }

    /** @param closed every so many days there is a holiday */
    record Case(ZoneId zone, Set<DayOfWeek> week, List<WorkingHours> hours, int closed, Instant from) {

        BusinessCalendar calendar() {
            return new BusinessCalendar("case", zone, hours, this::worked);
        }

        /** @return less than this many working days */
        Duration part(long any, int days) {
            return Duration.ofNanos(
                    any % calendar().length(new Target(days, Duration.ZERO)).toNanos());
        }

        private boolean worked(LocalDate day) {
            return week.contains(day.getDayOfWeek()) && day.toEpochDay() % closed != 1;
        }

        private boolean worked(Instant minute) {
            LocalDateTime wall = LocalDateTime.ofInstant(minute, zone);
            int second = wall.toLocalTime().toSecondOfDay();
            return hours.stream().anyMatch(part -> part.from() <= second && second < part.to())
                    && worked(wall.toLocalDate());
        }

        Instant slowPlus(Duration time) {
            Instant at = from;
            Duration left = time;
            while (left.compareTo(Duration.ZERO) > 0) {
                Instant next = at.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
                if (worked(at)) {
                    Duration step = Duration.between(at, next);
                    if (step.compareTo(left) >= 0) {
                        return at.plus(left);
                    }
                    left = left.minus(step);
                }
                at = next;
            }
            return at;
        }

        Duration slowBetween(Instant to) {
            Duration worked = Duration.ZERO;
            for (Instant at = from; at.isBefore(to); ) {
                Instant minute = at.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
                Instant next = minute.isBefore(to) ? minute : to;
                if (worked(at)) {
                    worked = worked.plus(Duration.between(at, next));
                }
                at = next;
            }
            return worked;
        }
    }
}
