package io.github.integratedresponse.volume;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Part 4, second half: one stream of a million findings, one to a line, while the platform has half a gigabyte of heap. */
final class LongImport implements Part {

    private static final int NUMBER = Sizes.of("import.signals", 1_000_000, 20_000);
    private static final int PIECE = 500;
    private static final Pattern SECONDS = Pattern.compile("(?m)^\\S*sun\\.gc\\.collector\\.\\d\\.time=(\\d+)");
    private static final Pattern FREQUENCY = Pattern.compile("(?m)^\\S*sun\\.os\\.hrt\\.frequency=(\\d+)");

    @Override
    public String title() {
        return "4b. %,d findings in one stream, 512 MB of heap".formatted(NUMBER);
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(14);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        PlatformUnderTest platform = PlatformUnderTest.start(
                bench, bench.folder("import"), List.of("-Xmx512m", "-XX:NativeMemoryTracking=off"));
        Findings findings = new Findings();
        double cpu = platform.cpu();
        double database = platform.databaseCpu();
        long begin = System.nanoTime();
        CompletableFuture<Answers> answers = send(platform, findings);
        double peak = 0;
        HeapInfo heap = new HeapInfo(platform.program());
        while (!answers.isDone()) {
            peak = Math.max(peak, heap.used());
            TimeUnit.SECONDS.sleep(2);
        }
        Answers said = answers.get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.value("findings per second", Spread.of(NUMBER / seconds));
        report.value("seconds", Spread.of(seconds));
        report.value("heap in use, the most that was seen, MB", Spread.of(peak));
        report.value(
                "resident, the most it ever was, MB",
                Spread.of(Proc.megabytes(platform.program().pid(), "VmHWM")));
        report.value("seconds of collections", Spread.of(collections(platform.program())));
        report.value(
                "processor time of one",
                "%.3f ms in the platform, %.3f ms in PostgreSQL"
                        .formatted(
                                (platform.cpu() - cpu) * 1000 / NUMBER,
                                (platform.databaseCpu() - database) * 1000 / NUMBER));
        String stored =
                "select count(*) from response.signal_register where external_id like '" + findings.run() + "-%'";
        report.fact(
                "answers, accepted", "%,d, %,d".formatted(said.lines(), said.accepted()), said.accepted() == NUMBER);
        report.fact("stored", "%,d".formatted(platform.count(stored)), platform.count(stored) == NUMBER);
        report.fact(
                "rows of what was reported",
                "%,d".formatted(platform.count("select count(*) from response.signal")),
                platform.count("select count(*) from response.signal") == NUMBER);
        placing(platform, report, begin);
    }

    private static void placing(PlatformUnderTest platform, Report report, long begin) throws Exception {
        boolean all = platform.placed(Duration.ofMinutes(Sizes.of("import.placing.minutes", 2, 1)));
        long waiting = platform.waiting();
        report.value(
                "placed since the stream began",
                "%,d in %.0f s%s, with %,d incidents"
                        .formatted(
                                NUMBER - waiting,
                                (System.nanoTime() - begin) / 1e9,
                                all ? "" : " (then it was not waited for)",
                                platform.count("select count(*) from response.incident")));
    }

    record Answers(long lines, long accepted) {}

    private static CompletableFuture<Answers> send(PlatformUnderTest platform, Findings findings) {
        String head = "POST /api/v1/signals HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                + platform.authorization();
        AtomicInteger left = new AtomicInteger(NUMBER);
        return CompletableFuture.supplyAsync(() -> {
            long[] counts = new long[2];
            try {
                LongRequest.send(platform.program().port(), head, () -> piece(left, findings), line -> {
                    counts[0]++;
                    counts[1] += line.contains("\"disposition\":\"accepted\"") ? 1 : 0;
                });
            } catch (Exception e) {
                throw new IllegalStateException("After %,d answers: %s".formatted(counts[0], e), e);
            }
            return new Answers(counts[0], counts[1]);
        });
    }

    /** Made while it is sent, so that the client needs no memory either. */
    private static @Nullable String piece(AtomicInteger left, Findings findings) {
        int number = Math.min(PIECE, left.getAndAdd(-PIECE));
        return number <= 0 ? null : Findings.lines(Findings.several(number, findings::related));
    }

    private static double collections(JavaProgram program) throws IOException, InterruptedException {
        String counters = program.ask("PerfCounter.print");
        Matcher frequency = FREQUENCY.matcher(counters);
        double ticks = SECONDS.matcher(counters)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
        return frequency.find() ? ticks / Double.parseDouble(frequency.group(1)) : Double.NaN;
    }
}
