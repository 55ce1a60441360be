package io.github.integratedresponse.incident.duties;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long there is: an ISO 8601 duration ({@code PT72H}) or period ({@code P1M}, by the calendar), or {@code 4 business days}. Business
 * days are Monday to Friday in UTC, at the time of day of the beginning; public holidays count as business days for now.
 */
record Deadline(String text) {

    private static final Pattern BUSINESS_DAYS = Pattern.compile("(\\d{1,3}) business days?");

    Deadline {
        // or a mistake in the decision shows only when the time has run out
        from(text, Instant.EPOCH);
    }

    Instant after(Instant begin) {
        return from(text, begin);
    }

    private static Instant from(String text, Instant begin) {
        ZonedDateTime at = begin.atZone(ZoneOffset.UTC);
        Matcher businessDays = BUSINESS_DAYS.matcher(text);
        if (businessDays.matches()) {
            return businessDays(at, Integer.parseInt(businessDays.group(1))).toInstant();
        }
        try {
            return text.contains("T")
                    ? begin.plus(Duration.parse(text))
                    : at.plus(Period.parse(text)).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "A deadline is like PT72H, P1M or 4 business days, not '" + text + "'", e);
        }
    }

    private static ZonedDateTime businessDays(ZonedDateTime begin, int days) {
        ZonedDateTime at = begin;
        for (int counted = 0; counted < days; ) {
            at = at.plusDays(1);
            if (at.getDayOfWeek() != DayOfWeek.SATURDAY && at.getDayOfWeek() != DayOfWeek.SUNDAY) {
                counted++;
            }
        }
        return at;
    }
}
