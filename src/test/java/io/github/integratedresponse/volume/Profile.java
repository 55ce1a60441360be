package io.github.integratedresponse.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the processor time of the platform goes while something is measured, by samples of the virtual machine; with
 * {@code -Dvolume.profile=true}, for it costs a little.
 */
final class Profile {

    static final boolean WANTED = Boolean.getBoolean("volume.profile");

    private static final String OURS = "io.github.integratedresponse.";

    /** Whose work a sample is: the first of these on the stack, seen from its top. */
    private static final List<String> LAYERS = List.of(
            "org.postgresql",
            "com.zaxxer.hikari",
            "org.apache.ibatis",
            "org.camunda.bpm.engine",
            "org.camunda",
            "com.fasterxml.jackson",
            "org.springframework.jdbc",
            "org.springframework.transaction",
            "org.springframework.security",
            "org.springframework.web",
            "org.springframework",
            "org.apache.tomcat",
            "org.apache.coyote",
            "org.apache.catalina",
            "ch.qos.logback",
            OURS);

    private Profile() {}

    interface Measured {
        void run() throws Exception;
    }

    /** Runs something; and says where the time went if that is wanted. */
    static void of(JavaProgram program, String what, Report report, Measured measured) throws Exception {
        if (!WANTED) {
            return;
        }
        Path file = Files.createTempFile("volume", ".jfr");
        try {
            program.ask("JFR.start", "name=volume", "settings=profile");
            measured.run();
            program.ask("JFR.stop", "name=volume", "filename=" + file);
            report.note("Where it goes, " + what + ":\n\n" + told(file));
        } finally {
            Files.delete(file);
        }
    }

    private static String told(Path file) throws IOException {
        Map<String, Integer> layers = new HashMap<>();
        Map<String, Integer> ours = new HashMap<>();
        Map<String, Integer> tops = new HashMap<>();
        Map<String, Integer> threads = new HashMap<>();
        int samples = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (!event.getEventType().getName().equals("jdk.ExecutionSample") || event.getStackTrace() == null) {
                    continue;
                }
                List<String> stack = event.getStackTrace().getFrames().stream()
                        .map(Profile::name)
                        .toList();
                samples++;
                threads.merge(
                        event.getThread("sampledThread").getJavaName().replaceAll("[-#]?\\d.*", ""), 1, Integer::sum);
                tops.merge(stack.get(0), 1, Integer::sum);
                layers.merge(layer(stack), 1, Integer::sum);
                String own = stack.stream()
                        .filter(frame -> frame.startsWith(OURS))
                        .findFirst()
                        .orElse(null);
                ours.merge(own == null ? "none of ours" : own.substring(OURS.length()), 1, Integer::sum);
            }
        }
        return "threads: %s%n%nlayers: %s%n%nour methods nearest to the top: %s%n%ntop methods: %s%n"
                .formatted(
                        most(threads, samples, 8),
                        most(layers, samples, 14),
                        most(ours, samples, 20),
                        most(tops, samples, 20));
    }

    private static String layer(List<String> stack) {
        @Nullable String found = null;
        for (String frame : stack) {
            found = LAYERS.stream().filter(frame::startsWith).findFirst().orElse(null);
            if (found != null) {
                break;
            }
        }
        return found == null ? "other" : found;
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static String most(Map<String, Integer> counts, int all, int number) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(number)
                .map(entry -> String.format(Locale.ROOT, "%s %.1f %%", entry.getKey(), 100.0 * entry.getValue() / all))
                .collect(Collectors.joining(", "));
    }
}
