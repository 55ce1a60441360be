package io.github.integratedresponse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.zaxxer.hikari.HikariDataSource;
import io.github.integratedresponse.IntegratedResponse;
import io.github.integratedresponse.sla.figures.TwoYears;
import io.github.integratedresponse.testing.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Measures in a browser how soon each page of the web applications shows what it is about, at ten thousand incidents and a million
 * clocks, and takes pictures of each, also of the empty ones. Not part of the suite; start it with {@code ./mvnw test
 * -Dtest=PagesAtVolumeBenchmark}. It runs the platform as it is shipped, on a database of its own with every commit written through.
 * {@code -Dpages.benchmark.data} names a folder that is kept, so that the next run need not load again.
 */
class PagesAtVolumeBenchmark {

    private static final int INCIDENTS = Integer.getInteger("pages.benchmark.incidents", 10_000);
    private static final int CLOCKS = Integer.getInteger("pages.benchmark.clocks", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("pages.benchmark.rounds", 10);
    private static final int COME_IN = 40;
    private static final double BAR_MS = 1000;
    private static final Path PICTURES = Path.of("target", "pages-at-volume");
    private static final List<int[]> SIZES = List.of(new int[] {1280, 900}, new int[] {1920, 1080});

    /** Waits until what was asked for is shown: something of ours is there, nothing of it is being fetched, and it has been painted. */
    private static final String SHOWN =
            """
            async (what) => {
              const begun = performance.now();
              const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              const there = () => document.querySelector(what) && !document.querySelector('.response[aria-busy], .response [aria-busy], .response-loading');
              while (!there()) {
                if (performance.now() - begun > 30000) { throw new Error('nothing is shown of ' + what); }
                await new Promise((done) => setTimeout(done, 4));
              }
              await painted();
              return performance.now();
            }""";

    /** Goes to a place within the application that is open. */
    private static final String GO =
            """
            async ([hash, what]) => {
              const shown = %s;
              performance.clearResourceTimings();
              const begun = performance.now();
              location.hash = hash;
              // the old page is still there until the router has heard of it
              await new Promise((done) => setTimeout(done, 0));
              return (await shown(what)) - begun;
            }"""
                    .formatted(SHOWN);

    /** What was asked of the API since: how many requests, and how long the slowest took. */
    private static final String ASKED =
            """
            () => {
              const asked = performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/response/'));
              return [asked.length, Math.max(0, ...asked.map((one) => one.duration))];
            }""";

    /**
     * A page to look at.
     *
     * @param elsewhere a place of the same application to come from
     * @param shown what is there when the page is
     */
    private record Place(String name, String person, String application, String hash, String elsewhere, String shown) {}

    private final List<String> report = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();

    @Test
    void everyPageShowsWhatItIsAboutInUnderASecond() throws Exception {
        String kept = System.getProperty("pages.benchmark.data");
        Path data = kept == null ? Files.createTempDirectory("pages-at-volume") : Path.of(kept);
        Files.createDirectories(PICTURES);
        try (ConfigurableApplicationContext platform = new SpringApplicationBuilder(IntegratedResponse.class)
                        .run(
                                "--server.port=0",
                                "--integrated-response.data-dir=" + data,
                                "--spring.autoconfigure.exclude=org.camunda.community.process_test_coverage.spring_test.platform7"
                                        + ".ProcessEngineCoverageConfiguration");
                Chromium chromium = new Chromium()) {
            Bench bench = new Bench(platform, chromium);
            if (!bench.filled()) {
                bench.pictures("none", places());
                bench.fill();
            }
            List<Place> places = places();
            places.add(new Place(
                    "a task with what it is about",
                    "responder",
                    "tasklist",
                    "#/?task=" + bench.aTask(),
                    "#/",
                    ".response-beside:not([hidden])"));
            bench.measure(places);
            bench.pictures("many", places);
        }
        report.forEach(System.out::println);
        Files.write(PICTURES.resolve("figures.txt"), report, StandardCharsets.UTF_8);
        assertThat(slow).as("slower than %.0f ms", BAR_MS).isEmpty();
    }

    private static List<Place> places() {
        List<Place> places = new ArrayList<>();
        String manager = "security-operations-manager";
        String table = ".response-sla-page table, .response-sla-page .response-empty";
        places.add(new Place("dashboard", manager, "cockpit", "#/dashboard", "#/processes", ".response-sla-card dl"));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "#/sla");
        pages.put("breaches now", "#/sla?view=breaches");
        pages.put("breaches of a quarter", "#/sla?view=breaches&tab=period");
        pages.put("at risk", "#/sla?view=at-risk");
        pages.put("reviews", "#/sla?view=reviews");
        pages.put("repair items", "#/sla?view=repairs");
        pages.forEach((name, hash) -> places.add(new Place(name, manager, "cockpit", hash, "#/processes", table)));
        return places;
    }

    private final class Bench {

        private final JdbcClient jdbc;
        private final ConfigurableApplicationContext platform;
        private final Chromium chromium;
        private final String base;
        private final Map<String, String> sessions = new LinkedHashMap<>();

        Bench(ConfigurableApplicationContext platform, Chromium chromium) {
            this.platform = platform;
            this.chromium = chromium;
            this.jdbc = platform.getBean(JdbcClient.class);
            this.base = "http://127.0.0.1:" + platform.getEnvironment().getRequiredProperty("local.server.port");
        }

        boolean filled() {
            return jdbc.sql("select exists (select 1 from response.incident where number like 'BENCH-%')")
                    .query(Boolean.class)
                    .single();
        }

        void fill() throws Exception {
            long begin = System.nanoTime();
            Instant now = Clock.systemUTC().instant();
            HikariDataSource pool = platform.getBean(HikariDataSource.class);
            TwoYears.fill(pool, INCIDENTS, CLOCKS, now);
            Script.run(pool, "browser/loop-at-volume.sql", Map.of("now", now.atOffset(ZoneOffset.UTC)));
            jdbc.sql("vacuum analyze").update();
            for (int i = 0; i < COME_IN; i++) {
                aSignal(i);
            }
            TwoYears.count(jdbc, platform.getBean(Clock.class), platform.getBean(PlatformTransactionManager.class));
            jdbc.sql("vacuum analyze").update();
            say("loaded and counted in %.0f s".formatted((System.nanoTime() - begin) / 1e9));
            waitUntilQuiet(Duration.ofMinutes(10));
            say("%d incidents, %d clocks, %d reviews, %d repair items, %d lines of the log"
                    .formatted(
                            count("incident"),
                            count("sla_clock"),
                            count("review"),
                            count("repair_item"),
                            count("audit_event")));
        }

        private long count(String table) {
            return jdbc.sql("select count(*) from response." + table)
                    .query(Long.class)
                    .single();
        }

        /** What the platform does behind such a load would be measured with the pages. */
        private void waitUntilQuiet(Duration patience) throws InterruptedException {
            Instant end = Instant.now().plus(patience);
            while (Instant.now().isBefore(end) && left() > 1000) {
                Thread.sleep(2000);
            }
            say("waiting to be counted or sealed: " + left());
        }

        private long left() {
            return count("sla_unfolded") + count("sla_life_waiting") + count("audit_unsealed");
        }

        /** One that comes in as others do, so that people have tasks; it looks like those of two years. */
        private void aSignal(int n) throws IOException, InterruptedException {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(base + "/api/v1/signals"))
                                    .header("Content-Type", "application/json")
                                    .header(
                                            "Authorization",
                                            "Basic "
                                                    + Base64.getEncoder()
                                                            .encodeToString("responder:responder"
                                                                    .getBytes(StandardCharsets.UTF_8)))
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            """
                                                    {"class_uid": 2004, "metadata": {"product": {"name": "Scanner"}}, "severity_id": 4,
                                                     "finding_info": {"uid": "now-%1$d", "title": "Audit trail disabled on host %1$d",
                                                       "desc": "The trail stopped at night", "types": ["finding %1$d"]},
                                                     "resources": [{"uid": "arn:bench:%1$d"}]}"""
                                                    .formatted(n)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }

        /** A task of a responder, of one of the incidents that came in; of a new one where they are all done. */
        private String aTask() throws IOException, InterruptedException {
            Instant end = Instant.now().plusSeconds(60);
            Optional<String> task = openTask();
            if (task.isEmpty()) {
                aSignal((int) Instant.now().getEpochSecond());
            }
            while (task.isEmpty() && Instant.now().isBefore(end)) {
                Thread.sleep(500);
                task = openTask();
            }
            return task.orElseThrow();
        }

        private Optional<String> openTask() {
            return jdbc.sql("select id_ from act_ru_task where task_def_key_ = 'acknowledge' order by id_ limit 1")
                    .query(String.class)
                    .optional();
        }

        void measure(List<Place> places) {
            say("%-34s %18s %18s %18s %22s"
                    .formatted("", "fresh: p50, p95", "warm: p50, p95", "slowest request", "requests"));
            for (Place place : places) {
                double[] fresh = new double[ROUNDS];
                double[] warm = new double[ROUNDS];
                double[] request = new double[ROUNDS];
                long requests = 0;
                try {
                    for (int i = 0; i < ROUNDS; i++) {
                        try (BrowserContext context = context(place.person(), SIZES.get(0))) {
                            Page page = context.newPage();
                            page.navigate(address(place, place.hash()));
                            fresh[i] = number(page.evaluate(SHOWN, place.shown()));
                        }
                    }
                    try (BrowserContext context = context(place.person(), SIZES.get(0))) {
                        Page page = context.newPage();
                        page.navigate(address(place, place.hash()));
                        page.evaluate(SHOWN, place.shown());
                        for (int i = 0; i < ROUNDS; i++) {
                            page.evaluate("hash => { location.hash = hash; }", place.elsewhere());
                            page.waitForTimeout(700);
                            warm[i] = number(page.evaluate(GO, List.of(place.hash(), place.shown())));
                            List<?> asked = (List<?>) page.evaluate(ASKED);
                            requests = Math.max(requests, (long) number(asked.get(0)));
                            request[i] = number(asked.get(1));
                        }
                    }
                } catch (PlaywrightException e) {
                    say(place.name() + ": " + e);
                    slow.add(place.name() + " is not shown");
                    continue;
                }
                Arrays.sort(fresh);
                Arrays.sort(warm);
                Arrays.sort(request);
                say("%-34s %8.0f %8.0f  %8.0f %8.0f  %8.0f %8.0f  %12d"
                        .formatted(
                                place.name() + " (" + place.person() + ")",
                                at(fresh, 0.5),
                                at(fresh, 0.95),
                                at(warm, 0.5),
                                at(warm, 0.95),
                                at(request, 0.5),
                                at(request, 0.95),
                                requests));
                if (at(warm, 0.95) > BAR_MS) {
                    slow.add(place.name() + ": " + Math.round(at(warm, 0.95)) + " ms");
                }
            }
        }

        void pictures(String how, List<Place> places) {
            for (int[] size : SIZES) {
                for (Place place : places) {
                    try (BrowserContext context = context(place.person(), size)) {
                        Page page = context.newPage();
                        page.navigate(address(place, place.hash()));
                        String name = place.name().replaceAll("[^a-z0-9]+", "-");
                        try {
                            page.evaluate(SHOWN, place.shown());
                        } catch (PlaywrightException e) {
                            name = name + "-not-shown";
                        }
                        page.waitForTimeout(300);
                        page.screenshot(new ScreenshotOptions()
                                .setPath(PICTURES.resolve("%s-%s-%d.png".formatted(name, how, size[0])))
                                .setFullPage(true));
                    }
                }
            }
        }

        private String address(Place place, String hash) {
            return base + "/camunda/app/" + place.application() + "/default/" + hash;
        }

        /** A browser that has cached nothing, of somebody who is signed in. */
        private BrowserContext context(String person, int[] size) {
            Browser.NewContextOptions options = new Browser.NewContextOptions()
                    .setViewportSize(size[0], size[1])
                    .setLocale("en-GB");
            String session = sessions.computeIfAbsent(person, this::signIn);
            return chromium.browser().newContext(options.setStorageState(session));
        }

        private String signIn(String person) {
            try (BrowserContext context = chromium.browser().newContext()) {
                Page page = context.newPage();
                String application = person.equals("responder") ? "tasklist" : "cockpit";
                page.navigate(base + "/camunda/app/" + application + "/default/");
                SignIn.as(page, person);
                page.waitForTimeout(3000);
                return context.storageState();
            }
        }
    }

    private void say(String line) {
        report.add(line);
        System.out.println(line);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))];
    }
}
