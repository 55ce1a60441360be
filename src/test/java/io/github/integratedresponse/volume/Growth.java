package io.github.integratedresponse.volume;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.Script;
import io.github.integratedresponse.testing.WebSession;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/**
 * Part 5: what intake, placing, search, task lists and figures cost with ten thousand, a hundred thousand and a million signals stored. A
 * hundredth as many incidents are there, one in thirty of them open, each with five clocks.
 */
final class Growth implements Part {

    private static final int[] STORED = {
        10_000, Sizes.of("growth.middle", 100_000, 50_000), Sizes.of("growth.most", 1_000_000, 100_000)
    };
    private static final int CHUNKS = 5;
    private static final int TIMES = Sizes.of("growth.times", 40, 10);
    private static final int BATCH = 500;
    private static final Goal GOAL = Goal.atMost(1.3);
    private static final String MY_TEAMS_TASKS =
            """
            {"candidateGroups": ["responder"], "includeAssignedTasks": false,
             "sorting": [{"sortBy": "dueDate", "sortOrder": "asc"}]}""";

    private final Findings findings = new Findings();
    private final AtomicLong turnedAway = new AtomicLong();

    @Override
    public String title() {
        return "5. Growth";
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(12);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        PlatformUnderTest platform = PlatformUnderTest.start(bench, bench.folder("growth"), List.of());
        WebSession responder = WebSession.of(
                new Http(new MockEnvironment()
                        .withProperty(
                                "local.server.port",
                                String.valueOf(platform.program().port()))),
                "responder");
        Map<String, List<Spread>> all = new LinkedHashMap<>();
        int stored = 0;
        for (int most : STORED) {
            fill(platform, stored + 1, most);
            if (stored == 0) {
                // the first round is the virtual machine's
                once(platform, responder);
                once(platform, responder);
            }
            stored = most;
            once(platform, responder).forEach((what, spread) -> all.computeIfAbsent(what, any -> new ArrayList<>())
                    .add(spread));
        }
        all.forEach((what, sizes) -> {
            Spread first = sizes.get(0);
            Spread last = sizes.get(sizes.size() - 1);
            double ratio = last.median() / first.median();
            report.ratio(
                    "%s; at %,d: %s".formatted(what, STORED[1], sizes.get(1)),
                    last.toString(),
                    first.toString(),
                    Spread.of(ratio),
                    what.endsWith("p95") ? null : GOAL);
        });
        report.note("Ours is at %,d signals stored, against at %,d.".formatted(STORED[2], STORED[0]));
    }

    private static void fill(PlatformUnderTest platform, int first, int last) throws Exception {
        long begin = System.nanoTime();
        Script.run(
                new DriverManagerDataSource(platform.url("postgres"), "postgres", "postgres"),
                "volume/stored.sql",
                Map.of("first", first, "last", last, "now", OffsetDateTime.now(ZoneOffset.UTC)));
        platform.execute("vacuum analyze");
        // the sums of the clocks follow
        PlatformUnderTest.within(
                Duration.ofSeconds(90), () -> platform.count("select count(*) from response.sla_unfolded") == 0);
        System.out.printf("%,d signals stored after %.0f s more%n", last, (System.nanoTime() - begin) / 1e9);
    }

    private Map<String, Spread> once(PlatformUnderTest platform, WebSession responder) throws Exception {
        Map<String, Spread> costs = new LinkedHashMap<>();
        try (KeptConnection client = platform.client()) {
            Sender single = new Sender(client, Sender.Form.SINGLE, 1, findings::related, turnedAway);
            timed(costs, "intake of one, ms", single::once);
            platform.placed(Duration.ofSeconds(60));
            Sender batch = new Sender(client, Sender.Form.ARRAY, BATCH, findings::related, turnedAway);
            List<Double> intake = new ArrayList<>();
            List<Double> placing = new ArrayList<>();
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                long begin = System.nanoTime();
                batch.once();
                intake.add((System.nanoTime() - begin) / 1e6 / BATCH);
                platform.placed(Duration.ofSeconds(120));
                placing.add((System.nanoTime() - begin) / 1e6 / BATCH);
            }
            costs.put("intake of 500 together, ms for one", new Spread(intake));
            costs.put("stored and placed, 500 together, ms for one", new Spread(placing));
            timed(costs, "latest signals, ms", () -> asked(client, "/api/v1/signals?size=50"));
            timed(
                    costs,
                    "signals of a product and a technique, ms",
                    () -> asked(client, "/api/v1/signals?product=PRD-1003&technique=T1078&size=50"));
            timed(costs, "adherence of thirteen weeks, ms", () -> asked(client, "/api/v1/sla/adherence"));
            timed(costs, "open clocks, ms", () -> asked(client, "/api/v1/sla/open"));
            timed(costs, "list of incidents, ms", () -> asked(client, "/api/v1/incidents?size=50"));
        }
        timed(costs, "my teams' tasks, a page and its count, ms", () -> tasks(responder));
        return costs;
    }

    /** In a few chunks, so that it can be told how far they lie apart. */
    private static void timed(Map<String, Spread> costs, String what, Callable<?> request) throws Exception {
        List<Double> medians = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            List<Double> milliseconds = new ArrayList<>();
            for (int n = 0; n < TIMES; n++) {
                long begin = System.nanoTime();
                request.call();
                milliseconds.add((System.nanoTime() - begin) / 1e6);
            }
            all.addAll(milliseconds);
            medians.add(new Spread(milliseconds).median());
        }
        costs.put(what, new Spread(medians));
        costs.put(what + ", p95", Spread.of(new Spread(all).quantile(0.95)));
    }

    private static int asked(KeptConnection client, String path) throws IOException {
        KeptConnection.Answer answer = client.get(path);
        if (answer.status() != 200) {
            throw new IOException(path + ": " + answer);
        }
        return answer.body().length();
    }

    private static int tasks(WebSession session) throws IOException {
        String path = "/camunda/api/engine/engine/default/task";
        HttpResponse<String> page = session.post(path + "?firstResult=0&maxResults=15", MY_TEAMS_TASKS);
        HttpResponse<String> count = session.post(path + "/count", MY_TEAMS_TASKS);
        if (page.statusCode() != 200 || count.statusCode() != 200) {
            throw new IOException(page.body() + count.body());
        }
        return page.body().length();
    }
}
