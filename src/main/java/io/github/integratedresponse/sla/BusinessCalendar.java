package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/** The working hours of a region. */
class BusinessCalendar implements WorkingTime {

    private static final int FIRST = 1900;
    private static final int LAST = 2300;
    private static final Instant BEGIN = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2301-01-01T00:00:00Z");

    private final String name;
    private final ZoneId zone;
    private final List<WorkingHours> hours;
    private final Predicate<LocalDate> workingDays;
    private final Duration day;
    private final AtomicReferenceArray<WorkingYear> years = new AtomicReferenceArray<>(LAST - FIRST + 1);

    /** @param hours the parts of a working day, in order, at least one */
    BusinessCalendar(String name, ZoneId zone, List<WorkingHours> hours, Predicate<LocalDate> workingDays) {
        this.name = name;
        this.zone = zone;
        this.hours = List.copyOf(hours);
        this.workingDays = workingDays;
        this.day = hours.stream().map(WorkingHours::length).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String name() {
        return name;
    }

    ZoneId zone() {
        return zone;
    }

    @Override
    public Instant plus(Instant from, Duration workingTime) {
        if (workingTime.isNegative()) {
            throw new IllegalArgumentException("Working time can't be negative");
        }
        if (workingTime.isZero()) {
            return from;
        }
        if (workingTime.compareTo(Target.LONGEST) > 0) {
            throw tooLate();
        }
        int first = yearOf(from);
        WorkingYear year = year(first);
        long left = year.before(from) + workingTime.toNanos();
        for (int next = first + 1; left > year.total(); next++) {
            if (next > first + 100) {
                throw tooLate();
            }
            left -= year.total();
            year = year(next);
        }
        return year.at(left);
    }

    @Override
    public Duration between(Instant from, Instant to) {
        if (!to.isAfter(from)) {
            return Duration.ZERO;
        }
        int first = yearOf(from);
        int last = yearOf(to);
        Duration worked =
                Duration.ofNanos(year(last).before(to)).minusNanos(year(first).before(from));
        for (int passed = first; passed < last; passed++) {
            worked = worked.plusNanos(year(passed).total());
        }
        return worked;
    }

    @Override
    public Duration length(Target target) {
        return day.multipliedBy(target.days()).plus(target.time());
    }

    /** Made when first asked for; two who ask at once make the same. */
    private WorkingYear year(int year) {
        if (year > LAST) {
            throw outside();
        }
        WorkingYear made = years.get(year - FIRST);
        if (made == null) {
            made = WorkingYear.of(year, zone.getRules(), hours, workingDays);
            years.set(year - FIRST, made);
        }
        return made;
    }

    private int yearOf(Instant moment) {
        if (moment.isBefore(BEGIN) || !moment.isBefore(END)) {
            throw outside();
        }
        return moment.atOffset(ZoneOffset.UTC).getYear();
    }

    private IllegalArgumentException outside() {
        return new IllegalArgumentException("Calendar %s knows the years %d to %d only".formatted(name, FIRST, LAST));
    }

    private static IllegalArgumentException tooLate() {
        return new IllegalArgumentException("It would be due more than 100 years later");
    }

    @Override
    public String toString() {
        return name;
    }
}
