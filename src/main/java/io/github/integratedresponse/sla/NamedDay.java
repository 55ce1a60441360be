package io.github.integratedresponse.sla;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A day once ({@code 2026-12-24}), every year ({@code 12-24}), or every year by its weekday ({@code second Monday in October}). */
record NamedDay(String text) {

    private static final Pattern ONCE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern YEARLY = Pattern.compile("\\d{2}-\\d{2}");
    private static final Pattern BY_WEEKDAY =
            Pattern.compile("(first|second|third|fourth|last) (\\w+) in (\\w+)", Pattern.CASE_INSENSITIVE);
    private static final List<String> ORDINALS = List.of("last", "first", "second", "third", "fourth");

    NamedDay {
        text = text.strip();
        try {
            // a leap year has every day
            in(text, 2000);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a day is like 2026-12-24, 12-24 or second Monday in October, not '" + text + "'", e);
        }
    }

    /** @return empty where that year has no such day */
    Optional<LocalDate> in(int year) {
        return in(text, year);
    }

    private static Optional<LocalDate> in(String text, int year) {
        if (ONCE.matcher(text).matches()) {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() == year);
        }
        if (YEARLY.matcher(text).matches()) {
            return Optional.of(MonthDay.parse("--" + text))
                    .filter(day -> day.isValidYear(year))
                    .map(day -> day.atYear(year));
        }
        Matcher words = BY_WEEKDAY.matcher(text);
        if (!words.matches()) {
            throw new IllegalArgumentException(text);
        }
        int ordinal = ORDINALS.indexOf(words.group(1).toLowerCase(Locale.ROOT));
        DayOfWeek weekday = DayOfWeek.valueOf(words.group(2).toUpperCase(Locale.ROOT));
        LocalDate first = YearMonth.of(year, Month.valueOf(words.group(3).toUpperCase(Locale.ROOT)))
                .atDay(1);
        return Optional.of(first.with(
                ordinal == 0
                        ? TemporalAdjusters.lastInMonth(weekday)
                        : TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday)));
    }
}
