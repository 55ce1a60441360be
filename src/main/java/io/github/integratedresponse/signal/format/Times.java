package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as tools write them: milliseconds since 1970 as OCSF has it, seconds, microseconds or nanoseconds, any of these as text, and
 * dates with or without offset. Without one they are UTC.
 */
final class Times {

    private static final String EXPECTED =
            "must be a time: milliseconds since 1970, or text such as 2026-03-31T14:05:00Z";
    private static final int LONGEST = 80;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Instant FIRST_OF_THE_CALENDAR = Instant.parse("0001-01-01T00:00:00Z");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    /** Below these, a number counts seconds, milliseconds, microseconds; above the last, nanoseconds. */
    private static final BigDecimal SECONDS_END = BigDecimal.TEN.pow(11);

    private static final BigDecimal MILLISECONDS_END = BigDecimal.TEN.pow(14);
    private static final BigDecimal MICROSECONDS_END = BigDecimal.TEN.pow(17);

    private static final DateTimeFormatter OFFSET_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Times() {}

    /** Adds a problem when {@code name} and {@code name_dt} hold anything but a time. @return {@code null} when neither holds one */
    static @Nullable Instant read(Fields fields, String name) {
        Instant time = one(fields, name);
        Instant spelt = one(fields, name + "_dt");
        return time != null ? time : spelt;
    }

    private static @Nullable Instant one(Fields fields, String name) {
        JsonNode value = fields.raw(name);
        if (value.isMissingNode()) {
            return null;
        }
        if ((!value.isNumber() && !value.isTextual()) || value.asText().length() > LONGEST) {
            fields.problems().add(fields.field(name), EXPECTED);
            return null;
        }
        String text = value.asText().strip();
        Instant time;
        try {
            time = NUMBER.matcher(text).matches() && !YEAR.matcher(text).matches()
                    ? counted(new BigDecimal(text))
                    : spelt(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            fields.problems().add(fields.field(name), EXPECTED);
            return null;
        }
        if (isUnset(time)) {
            return null;
        }
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            fields.problems().add(fields.field(name), "must lie between the years 1970 and 9999");
            return null;
        }
        return time;
    }

    /** Tools that have no time write the first moment of their calendar. */
    private static boolean isUnset(Instant time) {
        return time.equals(Instant.EPOCH) || time.equals(FIRST_OF_THE_CALENDAR);
    }

    private static Instant counted(BigDecimal number) {
        BigDecimal size = number.abs();
        int exponent = size.compareTo(SECONDS_END) < 0
                ? 0
                : size.compareTo(MILLISECONDS_END) < 0 ? 3 : size.compareTo(MICROSECONDS_END) < 0 ? 6 : 9;
        BigDecimal seconds = number.movePointLeft(exponent);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos);
    }

    private static Instant spelt(String text) {
        String iso = text.replaceFirst("\\[.*]$", "")
                .replaceFirst("(?i)\\s*(UTC|GMT)$", "Z")
                .replaceFirst("^(\\d{4}-\\d{2}-\\d{2})\\s+", "$1T")
                .replaceFirst("\\s+([+-]\\d)", "$1")
                .replace(',', '.');
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        var parsed = OFFSET_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time
                ? time.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }
}
