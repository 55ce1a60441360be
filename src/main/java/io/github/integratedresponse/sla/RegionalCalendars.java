package io.github.integratedresponse.sla;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the calendar of a region from its settings, and collects everything that is wrong with them. */
class RegionalCalendars {

    private static final Pattern CODE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final PublicHolidays library;
    private final List<String> problems = new ArrayList<>();

    RegionalCalendars(PublicHolidays library) {
        this.library = library;
    }

    /**
     * @param working what this organisation works by
     * @param official Monday to Friday without public holidays, whatever this organisation does
     */
    record Regional(BusinessCalendar working, Predicate<LocalDate> official) {}

    /** @return {@code null} when it can't be used; {@link #problems} then says why */
    @Nullable
    Regional read(String region, CalendarProperties.Region settings) {
        int before = problems.size();
        if (!CODE.matcher(region).matches()) {
            problems.add("regions." + region + " is no ISO 3166 code such as US or DE-BY");
        }
        String where = "regions." + region + ".";
        ZoneId zone = zone(where, settings.zone());
        Set<DayOfWeek> week = week(where, settings.workingDays());
        List<WorkingHours> hours = hours(where, settings.hours());
        Days closed = Days.named(days(where + "closed", settings.closed()));
        Days open = Days.named(days(where + "open", settings.open()));
        List<NamedDay> added = days(where + "holidays-added", settings.holidaysAdded());
        List<NamedDay> removed = days(where + "holidays-removed", settings.holidaysRemoved());
        boolean none = "none".equals(settings.holidays());
        String from = settings.holidays() == null || none
                ? region
                : settings.holidays().strip().toUpperCase(Locale.ROOT);
        boolean known = library.knows(from);
        if (!known && !none) {
            problems.add(where + "holidays: no public holidays are known of " + from
                    + "; name another region, or none and those you know in holidays-added");
        }
        if (problems.size() > before) {
            return null;
        }
        Days without = Days.named(removed);
        Days with = Days.named(added);
        Days kept = new Days(year -> known ? library.of(from, year) : Set.of());
        Predicate<LocalDate> holiday = day -> with.test(day) || (kept.test(day) && !without.test(day));
        Predicate<LocalDate> off = none ? with : holiday;
        Predicate<LocalDate> working =
                day -> open.test(day) || (week.contains(day.getDayOfWeek()) && !closed.test(day) && !off.test(day));
        return new Regional(
                new BusinessCalendar("business-" + region, Objects.requireNonNull(zone), hours, working),
                day -> !WEEKEND.contains(day.getDayOfWeek()) && !holiday.test(day));
    }

    List<String> problems() {
        return problems;
    }

    private @Nullable ZoneId zone(String where, @Nullable String text) {
        if (text == null || text.isBlank()) {
            problems.add(where + "zone is missing");
            return null;
        }
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            problems.add(where + "zone: '" + text + "' is no time zone such as Europe/Berlin");
            return null;
        }
    }

    private Set<DayOfWeek> week(String where, List<String> names) {
        Set<DayOfWeek> week = EnumSet.noneOf(DayOfWeek.class);
        week.addAll(each(where + "working-days", names, RegionalCalendars::weekday));
        if (names.isEmpty()) {
            problems.add(where + "working-days names none, so no time would ever count");
        }
        return week;
    }

    private static DayOfWeek weekday(String name) {
        try {
            return DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is no day such as Monday", e);
        }
    }

    private List<WorkingHours> hours(String where, List<String> texts) {
        List<WorkingHours> hours = new ArrayList<>(each(where + "hours", texts, WorkingHours::parse));
        if (texts.isEmpty()) {
            problems.add(where + "hours names none, so no time would ever count");
        }
        hours.sort(Comparator.comparingInt(WorkingHours::from));
        for (int at = 1; at < hours.size(); at++) {
            if (hours.get(at).overlaps(hours.get(at - 1))) {
                problems.add(where + "hours must not overlap: " + String.join(", ", texts));
            }
        }
        return hours;
    }

    private List<NamedDay> days(String where, List<String> texts) {
        return List.copyOf(each(where, texts, NamedDay::new));
    }

    private <T> Collection<T> each(String where, List<String> texts, Function<String, T> read) {
        List<T> all = new ArrayList<>();
        for (String text : texts) {
            try {
                all.add(read.apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(where + ": " + e.getMessage());
            }
        }
        return all;
    }
}
