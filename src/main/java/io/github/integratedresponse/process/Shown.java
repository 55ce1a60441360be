package io.github.integratedresponse.process;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How forms say what the records hold in a shape of their own: to be read by people, never to be read back. */
public final class Shown {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Shown() {}

    /** @return such as {@code 2026-03-31 14:05 UTC} */
    public static String at(Instant instant) {
        return MINUTE.format(instant);
    }

    /** @return such as {@code product team} */
    public static String words(Enum<?> constant) {
        return words(constant.name());
    }

    /** @return the same for a constant that only its name is known of */
    public static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
