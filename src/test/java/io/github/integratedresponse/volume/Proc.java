package io.github.integratedresponse.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells of running processes. */
final class Proc {

    /** Of a second; Linux tells every program so, whatever the kernel counts in. */
    private static final double TICKS = 100;

    private static final Path ROOT = Path.of("/proc");

    private Proc() {}

    /** Seconds of processor time that a process has taken. */
    static double cpu(long pid) throws IOException {
        return fields(ROOT.resolve(pid + "/stat")).map(f -> seconds(f, 11, 12)).orElse(0.0);
    }

    /** Seconds that a process and its children have taken, those that have ended among them. */
    static double cpuOfFamily(long pid) throws IOException {
        double sum = fields(ROOT.resolve(pid + "/stat"))
                .map(f -> seconds(f, 11, 12, 13, 14))
                .orElse(0.0);
        try (Stream<Path> all = Files.list(ROOT)) {
            for (Path each : all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                Optional<String[]> fields = fields(each.resolve("stat"));
                if (fields.isPresent() && fields.get()[1].equals(String.valueOf(pid))) {
                    sum += seconds(fields.get(), 11, 12);
                }
            }
        }
        return sum;
    }

    /** Seconds that the threads of a process have taken, by their names without numbers; of those that live. */
    static Map<String, Double> cpuOfThreads(long pid) throws IOException {
        Map<String, Double> threads = new HashMap<>();
        try (Stream<Path> all = Files.list(ROOT.resolve(pid + "/task"))) {
            for (Path each : all.toList()) {
                Optional<String[]> fields = fields(each.resolve("stat"));
                if (fields.isPresent()) {
                    String name = Files.readString(each.resolve("comm"))
                            .strip()
                            .replaceAll("[-#]\\d.*$", "")
                            .strip();
                    threads.merge(name, seconds(fields.get(), 11, 12), Double::sum);
                }
            }
        }
        return threads;
    }

    /** Memory that a process holds, in MB. @param which {@code VmRSS} now, {@code VmHWM} the most it ever was */
    static double megabytes(long pid, String which) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(pid + "/status"));
        return lines.stream()
                .filter(line -> line.startsWith(which + ":"))
                .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0.0);
    }

    static String machine() throws IOException {
        String model = Files.readAllLines(ROOT.resolve("cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return "%d × %s, %s, Java %s, load %s before"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        Files.readAllLines(ROOT.resolve("meminfo")).get(0).replaceAll("\\s+", " "),
                        System.getProperty("java.version"),
                        Files.readString(ROOT.resolve("loadavg")).split(" ")[0]);
    }

    /** The fields of a stat file after the name, which may hold anything: state, parent, and so on. Empty when it has ended. */
    private static Optional<String[]> fields(Path stat) throws IOException {
        try {
            String text = Files.readString(stat);
            return Optional.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static double seconds(String[] fields, int... places) {
        double ticks = 0;
        for (int place : places) {
            ticks += Double.parseDouble(fields[place]);
        }
        return ticks / TICKS;
    }
}
