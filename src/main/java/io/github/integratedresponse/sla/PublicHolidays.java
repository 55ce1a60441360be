package io.github.integratedresponse.sla;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The public holidays of a country or of a part of it, as Jollyday knows them. */
class PublicHolidays {

    /** @param region an ISO 3166 code such as {@code US} or {@code DE-BY} */
    boolean knows(String region) {
        return HolidayManager.getSupportedCalendarCodes().stream().anyMatch(country(region)::equalsIgnoreCase)
                && (region.indexOf('-') < 0 || part(region).isPresent());
    }

    /** @return with the days on which one is observed that falls on a weekend */
    Set<LocalDate> of(String region, int year) {
        String[] parts = part(region).stream().toArray(String[]::new);
        Set<LocalDate> days = new TreeSet<>();
        // New Year's Day may be observed at the end of the year before
        for (int of = year - 1; of <= year + 1; of++) {
            for (Holiday holiday : manager(region).getHolidays(Year.of(of), HolidayType.PUBLIC_HOLIDAY, parts)) {
                days.add(holiday.getActualDate());
                holiday.getObservedDate().ifPresent(days::add);
            }
        }
        days.removeIf(day -> day.getYear() != year);
        return days;
    }

    /** The part of the country, the way the library writes it. */
    private static Optional<String> part(String region) {
        return manager(region).getCalendarHierarchy().getChildren().keySet().stream()
                .filter(part -> region.equalsIgnoreCase(country(region) + "-" + part))
                .findFirst();
    }

    private static HolidayManager manager(String region) {
        return HolidayManager.getInstance(
                ManagerParameters.create(country(region).toLowerCase(Locale.ROOT)));
    }

    private static String country(String region) {
        return region.split("-", 2)[0];
    }
}
