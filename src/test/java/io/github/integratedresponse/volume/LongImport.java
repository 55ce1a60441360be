package io.github.integratedresponse.volume;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Part 4, second half: one stream of a million findings, one to a line, while the platform has half a gigabyte of heap. */
final class LongImport implements Part {

    private static final int NUMBER = Sizes.of("import.signals", 1_000_000, 20_000);
    private static final int PIECE = 500;
    private static final Pattern SECONDS = Pattern.compile("(?m)^\\S*sun\\.gc\\.collector\\.\\d\\.time=(\\d+)");
    private static final Pattern FREQUENCY = Pattern.compile("(?m)^\\S*sun\\.os\\.hrt\\.frequency=(\\d+)");

    @Override
    public String title() {
        return "4b. A million findings in one stream, 512 MB of heap";
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
        boolean all = platform.placed(Duration.ofMinutes(Sizes.of("import.placing.minutes", 4, 1)));
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
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + platform.program().port() + "/api/v1/signals"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + platform.token())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(pieces(findings))))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenApply(answer -> {
                    if (answer.statusCode() != 202 && answer.statusCode() != 200) {
                        throw new IllegalStateException("Refused: " + answer.statusCode() + " "
                                + answer.body().limit(3).toList());
                    }
                    long[] counts = new long[2];
                    answer.body().forEach(line -> {
                        counts[0]++;
                        counts[1] += line.contains("\"accepted\"") ? 1 : 0;
                    });
                    return new Answers(counts[0], counts[1]);
                });
    }

    /** Made while it is sent, so that the client needs no memory either. */
    private static Enumeration<InputStream> pieces(Findings findings) {
        return new Enumeration<>() {
            private int left = NUMBER;

            @Override
            public boolean hasMoreElements() {
                return left > 0;
            }

            @Override
            public InputStream nextElement() {
                int number = Math.min(PIECE, left);
                left -= number;
                String lines = Findings.lines(Findings.several(number, findings::related));
                return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
            }
        };
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
