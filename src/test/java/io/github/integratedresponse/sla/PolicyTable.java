package io.github.integratedresponse.sla;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shipped {@code sla-policy}, as process owners change it: with rules of theirs before all others. */
class PolicyTable {

    private final StringBuilder rules = new StringBuilder();
    private int count;

    /** @param cells as FEEL writes them: clock, severity, tier, region, then target, calendar, warning, ladder and approver */
    PolicyTable first(String... cells) {
        rules.append("<rule id=\"own-").append(++count).append("\">");
        for (int i = 0; i < cells.length; i++) {
            String kind = i < 4 ? "inputEntry" : "outputEntry";
            rules.append("<%s id=\"own-%d-%d\"><text>%s</text></%s>".formatted(kind, count, i, cells[i], kind));
        }
        rules.append("</rule>");
        return this;
    }

    @Override
    public String toString() {
        String shipped = shipped();
        int before = shipped.indexOf("<rule ");
        return shipped.substring(0, before) + rules + shipped.substring(before);
    }

    static String shipped() {
        try {
            return Files.readString(Path.of("dmn/sla-policy.dmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
