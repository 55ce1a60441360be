package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.sla.Calendars;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long there is: an ISO 8601 duration ({@code PT72H}) or period ({@code P1M}, by the calendar in UTC), or {@code 4 business days in US}.
 * Business days are Monday to Friday without the public holidays of the region, or of the default region where none is named; the deadline
 * is at the time of day at which it began, there.
 */
record Deadline(String text) {

    private static final Pattern BUSINESS_DAYS =
            Pattern.compile("(?<days>[1-9]\\d{0,2}) business days?(?: in (?<region>[A-Z]{2}(?:-[A-Z0-9]{1,3})?))?");

    Deadline {
        // or a mistake in the decision shows only when the time has run out
        if (!BUSINESS_DAYS.matcher(text).matches()) {
            later(text, Instant.EPOCH);
        }
    }

    Instant after(Instant begin, Calendars calendars) {
        Matcher businessDays = BUSINESS_DAYS.matcher(text);
        if (!businessDays.matches()) {
            return later(text, begin);
        }
        return calendars.plusOfficialBusinessDays(
                begin,
                Integer.parseInt(businessDays.group("days")),
                Objects.requireNonNullElse(businessDays.group("region"), calendars.defaultRegion()));
    }

    private static Instant later(String text, Instant begin) {
        try {
            return text.contains("T")
                    ? begin.plus(Duration.parse(text))
                    : begin.atZone(ZoneOffset.UTC).plus(Period.parse(text)).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "A deadline is like PT72H, P1M or 4 business days in US, not '" + text + "'", e);
        }
    }
}
