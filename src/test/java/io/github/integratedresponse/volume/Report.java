package io.github.integratedresponse.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of all parts, written anew after each line, so that what was measured is there however the run ends. */
final class Report {

    private static final String HEAD =
            """
            | | ours | against | ratio | goal | met |
            |---|---|---|---|---|---|
            """;

    private final Path file;
    private final String machine;
    private final Map<String, StringBuilder> parts = new LinkedHashMap<>();
    private final Map<String, StringBuilder> notes = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();
    private String part = "";

    Report(Path file, String machine) {
        this.file = file;
        this.machine = machine;
    }

    void begin(String title) {
        part = title;
        parts.put(title, new StringBuilder());
        notes.put(title, new StringBuilder());
    }

    /** Ours against something else, round by round. */
    void compare(String what, Spread ours, Spread theirs, @Nullable Goal goal) {
        ratio(what, ours.toString(), theirs.toString(), ours.against(theirs), goal);
    }

    /** A ratio that has no other side to show, or was made another way. */
    void ratio(String what, String ours, String theirs, Spread ratio, @Nullable Goal goal) {
        boolean met = goal == null || goal.met(ratio.median());
        line(
                what,
                ours,
                theirs,
                ratio.toString(),
                goal == null ? "" : goal.toString(),
                goal == null ? "" : met ? "yes" : "no");
        if (!met) {
            missed.add("%s: %s: %s, goal %s".formatted(part, what, ratio, goal));
        }
    }

    void value(String what, Spread measured) {
        line(what, measured.toString(), "", "", "", "");
    }

    void value(String what, String said) {
        line(what, said, "", "", "", "");
    }

    /** @param right whether it is as it must be */
    void fact(String what, String said, boolean right) {
        line(what, said, "", "", "must be", right ? "yes" : "no");
        if (!right) {
            missed.add("%s: %s: %s".formatted(part, what, said));
        }
    }

    /** Markdown to stand under the table of the part. */
    void note(String markdown) {
        notes.computeIfAbsent(part, any -> new StringBuilder())
                .append('\n')
                .append(markdown)
                .append('\n');
        System.out.println(markdown);
        write();
    }

    void failed(Throwable why) {
        String said = why.getClass().getSimpleName() + ": "
                + String.valueOf(why.getMessage()).lines().findFirst().orElse("");
        line("**not measured to the end**", said.replace("|", "/"), "", "", "", "no");
        missed.add(part + ": " + said);
    }

    /** What was not reached, in words. */
    List<String> missed() {
        return List.copyOf(missed);
    }

    private void line(String... cells) {
        String line = "| " + String.join(" | ", cells) + " |\n";
        parts.computeIfAbsent(part, any -> new StringBuilder()).append(line);
        System.out.print(part + " " + line);
        write();
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("# Intake at volume\n\n").append(machine).append('\n');
        parts.forEach((title, lines) -> text.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(HEAD)
                .append(lines)
                .append(notes.get(title)));
        return text.toString();
    }

    private void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
