package io.github.integratedresponse.sla;

import io.github.integratedresponse.sla.RegionalCalendars.Regional;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The calendars that promises can be counted by: around the clock, and one for each configured region. */
@Component
public class Calendars {

    /** The calendar of the region that the work belongs to. */
    static final String BUSINESS = "business";

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private static final Logger log = LoggerFactory.getLogger(Calendars.class);

    private final WorkingTime aroundTheClock = new AroundTheClock();
    private final Map<String, Regional> regions = new TreeMap<>();
    private final Set<String> missed = ConcurrentHashMap.newKeySet();
    private final String defaultRegion;

    Calendars(CalendarProperties settings) {
        RegionalCalendars reader = new RegionalCalendars(new PublicHolidays());
        settings.regions().forEach((code, written) -> {
            String region = normal(code);
            Regional read = reader.read(region, written);
            if (read != null) {
                regions.put(region, read);
            }
        });
        defaultRegion = normal(settings.defaultRegion());
        List<String> problems = new ArrayList<>(new LinkedHashSet<>(reader.problems()));
        if (settings.regions().keySet().stream().map(Calendars::normal).noneMatch(defaultRegion::equals)) {
            problems.add("default-region names " + defaultRegion + ", which is not among the regions");
        }
        if (!problems.isEmpty()) {
            throw new UnusableCalendars(problems);
        }
    }

    /**
     * @param name {@code 24x7}; {@code business} for the calendar of the region; or that of one region, such as {@code business-US}
     * @param region ISO 3166, of the work; a part of a country that is not configured works as its country does. Where there is none, or
     *     one that is not configured, the default region counts
     * @throws IllegalArgumentException naming the known ones if there is no such calendar
     */
    public WorkingTime of(String name, @Nullable String region) {
        if (name.equals(AroundTheClock.NAME)) {
            return aroundTheClock;
        }
        if (name.equals(BUSINESS)) {
            return regional(region).working();
        }
        Regional named = name.startsWith(BUSINESS + "-") ? regions.get(name.substring(BUSINESS.length() + 1)) : null;
        if (named == null) {
            throw new IllegalArgumentException(
                    "There is no calendar '" + name + "', only " + String.join(", ", names()));
        }
        return named.working();
    }

    /** @return every name that {@link #of} knows */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(AroundTheClock.NAME, BUSINESS));
        regions.keySet().forEach(region -> names.add(BUSINESS + "-" + region));
        return names;
    }

    /** @return the region that counts where work has none */
    public String defaultRegion() {
        return defaultRegion;
    }

    /**
     * Whether the day is one of Monday to Friday and no public holiday of the region, as laws count; the days on which this organisation is
     * closed or open don't matter. Where the region is not configured no holidays are known, which errs on the early side.
     */
    public boolean isOfficialBusinessDay(LocalDate date, String region) {
        Regional configured = configured(normal(region));
        return configured == null
                ? !WEEKEND.contains(date.getDayOfWeek())
                : configured.official().test(date);
    }

    /**
     * @param days 1 or more
     * @return the same time of the day there, that many {@linkplain #isOfficialBusinessDay official business days} later; the day of
     *     {@code from} itself is not counted
     */
    public Instant plusOfficialBusinessDays(Instant from, int days, String region) {
        Regional configured = configured(normal(region));
        if (configured == null) {
            missing(normal(region), "laws count Monday to Friday there, in UTC, without public holidays");
        }
        ZoneId zone = configured == null ? ZoneOffset.UTC : configured.working().zone();
        ZonedDateTime at = from.atZone(zone);
        LocalDate day = at.toLocalDate();
        for (int counted = 0; counted < days; ) {
            day = day.plusDays(1);
            if (isOfficialBusinessDay(day, region)) {
                counted++;
            }
        }
        return at.with(day).toInstant();
    }

    private Regional regional(@Nullable String region) {
        if (region == null || region.isBlank()) {
            return byDefault();
        }
        String code = normal(region);
        Regional found = configured(code);
        if (found != null) {
            return found;
        }
        missing(code, "it works as " + defaultRegion + " does");
        return byDefault();
    }

    /** Says it once. */
    private void missing(String code, String consequence) {
        if (missed.size() < 1000 && missed.add(code + consequence)) {
            log.warn("No calendar is configured for region {}: {}", code.replaceAll("[^A-Z0-9-]", "?"), consequence);
        }
    }

    private @Nullable Regional configured(String code) {
        Regional found = regions.get(code);
        return found == null && code.indexOf('-') == 2 ? regions.get(code.substring(0, 2)) : found;
    }

    private Regional byDefault() {
        return Objects.requireNonNull(regions.get(defaultRegion));
    }

    private static String normal(String region) {
        return region.strip().toUpperCase(Locale.ROOT);
    }
}
