package io.github.integratedresponse.signal;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client would rather wait for its answer than have less of one: {@code Prefer: wait=n} of RFC 7240. What can't be read is
 * passed over, as the RFC asks.
 */
record Preference(Duration time) {

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";

    private static final long LONGEST_SECONDS = 30;
    private static final Pattern ONE =
            Pattern.compile("([^,;=\"\\s]+)\\s*(?:=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,;\\s]*)))?[^,]*");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** @param headers each a list; the first of a name counts */
    static Optional<Preference> of(Collection<String> headers) {
        for (String header : headers) {
            Matcher one = ONE.matcher(header);
            while (one.find()) {
                if (one.group(1).equalsIgnoreCase("wait")) {
                    String value = one.group(2) == null ? one.group(3) : one.group(2);
                    return value != null && SECONDS.matcher(value).matches()
                            ? Optional.of(new Preference(
                                    Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(value)))))
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** As {@link #APPLIED} says what was done. */
    String applied() {
        return "wait=" + time.toSeconds();
    }
}
