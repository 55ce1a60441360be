package io.github.integratedresponse.sla;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something may take: days and time of a calendar that is named beside it. Days are kept apart, because a day is as long as the
 * calendar says.
 *
 * @param days 0 to 36525
 * @param time zero or more, 100 years at most; days and time are not both zero
 */
public record Target(int days, Duration time) {

    static final Duration LONGEST = Duration.ofDays(36525);

    private static final Pattern ISO = Pattern.compile(
            "P(?:(?<days>\\d{1,9})D)?(?<time>T(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,9})?S)?)?");

    public Target {
        if (days < 0 || time.isNegative()) {
            throw new IllegalArgumentException("A target can't be negative");
        }
        if (days == 0 && time.isZero()) {
            throw new IllegalArgumentException("A target must be longer than nothing");
        }
        if (Duration.ofDays(days).compareTo(LONGEST) > 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A target can't be longer than 100 years");
        }
    }

    /**
     * @param text days, hours, minutes and seconds in ISO 8601, such as {@code P2D}, {@code PT4H}, {@code P1DT2H}
     * @throws IllegalArgumentException if it is anything else, nothing, or longer than 100 years
     */
    public static Target parse(String text) {
        Matcher parts = ISO.matcher(text);
        if (!parts.matches() || (parts.group("days") == null && parts.group("time") == null)) {
            throw new IllegalArgumentException("A target is like P2D, PT4H or P1DT2H, not '" + text + "'");
        }
        String days = parts.group("days");
        String time = parts.group("time");
        return new Target(
                days == null ? 0 : Integer.parseInt(days), time == null ? Duration.ZERO : Duration.parse("P" + time));
    }

    /** In ISO 8601, the shortest way; {@link #parse} reads it. */
    @Override
    public String toString() {
        return "P" + (days == 0 ? "" : days + "D")
                + (time.isZero() ? "" : time.toString().substring(1));
    }
}
