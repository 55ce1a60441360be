package io.github.integratedresponse.review;

import io.github.integratedresponse.process.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How forms of sessions say things in a field that reads Markdown. */
final class SessionText {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private SessionText() {}

    static String day(Instant at) {
        return DAY.format(at);
    }

    /** What people and records say must not act as markup. */
    static String plain(String text) {
        return PlainText.inMarkdown(text);
    }
}
