package io.github.integratedresponse.volume;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Part 2: incidents that signals open in a second, against starts of the same diagrams with empty steps over the engine's own REST, in a
 * Camunda that has nothing else.
 */
final class OpenedPerSecond implements Part {

    private static final int CLIENTS = 4;
    private static final int ROUNDS = Sizes.of("rounds", 5, 2);
    private static final int EACH = Sizes.of("open.incidents", 400, 80);
    /** Rounds of each side that don't count, while the virtual machines compile. */
    private static final int WARM_UPS = Sizes.of("open.warmups", 6, 1);

    /** Of what takes requests, in which incidents alone would be too few. */
    private static final Duration WARM_UP = Duration.ofSeconds(Sizes.of("open.warmup", 30, 2));

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TASKS = "select count(*) from act_ru_task where task_def_key_ = 'acknowledge'";
    private static final String SIGNALS = "select count(*) from response.signal";
    private static final String INCIDENTS = "select count(*) from response.incident";

    private final Findings findings = new Findings();
    private final AtomicLong turnedAway = new AtomicLong();
    private final List<Double> accepted = new ArrayList<>();
    private final List<Double> opened = new ArrayList<>();
    private final List<Double> begun = new ArrayList<>();
    private final List<Double> started = new ArrayList<>();
    private final List<Double> startedAndBegun = new ArrayList<>();

    @Override
    public String title() {
        return "2. Incidents opened per second";
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(12);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        Path folder = bench.folder("opened");
        PlatformUnderTest platform = PlatformUnderTest.start(bench, folder, List.of());
        EmptyLoop bare = EmptyLoop.start(bench, platform.database("bare"), folder, true);
        List<Double> inLists = new ArrayList<>();
        Load.during(
                WARM_UP,
                CLIENTS,
                () -> new Sender(platform.client(), Sender.Form.SINGLE, 1, findings::related, turnedAway));
        platform.atRest(PATIENCE);
        long signalsBefore = platform.count(SIGNALS);
        long incidentsBefore = platform.count(INCIDENTS);
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            ours(platform, Sender.Form.SINGLE, round < 0);
            theirs(bare, round < 0);
            double lists = ours(platform, Sender.Form.ARRAY, true);
            if (round >= 0) {
                inLists.add(lists);
            }
        }
        report.compare(
                "opened, one finding each, " + CLIENTS + " clients",
                new Spread(opened),
                new Spread(started),
                Goal.atLeast(2));
        report.compare("opened, lists of 20", new Spread(inLists), new Spread(started), null);
        report.compare("opened and at their first task", new Spread(begun), new Spread(startedAndBegun), null);
        report.value("signals accepted meanwhile", new Spread(accepted));
        long signals = platform.count(SIGNALS) - signalsBefore;
        long incidents = platform.count(INCIDENTS) - incidentsBefore;
        report.fact("signals and incidents", "%,d and %,d".formatted(signals, incidents), signals == incidents);
        report.value("turned away with 429", "%,d requests".formatted(turnedAway.get()));
    }

    private double ours(PlatformUnderTest platform, Sender.Form form, boolean aside) throws Exception {
        long incidents = platform.count(INCIDENTS);
        long tasks = platform.count(TASKS);
        long begin = System.nanoTime();
        int together = form == Sender.Form.SINGLE ? 1 : 20;
        double acceptedPerSecond = Load.until(
                        EACH / together,
                        CLIENTS,
                        () -> new Sender(platform.client(), form, together, findings::unrelated, turnedAway))
                .perSecond();
        double openedPerSecond = rate(begin, () -> platform.count(INCIDENTS) >= incidents + EACH);
        double begunPerSecond = rate(begin, () -> platform.count(TASKS) >= tasks + EACH);
        platform.atRest(PATIENCE);
        if (!aside) {
            accepted.add(acceptedPerSecond);
            opened.add(openedPerSecond);
            begun.add(begunPerSecond);
        }
        return openedPerSecond;
    }

    private void theirs(EmptyLoop bare, boolean aside) throws Exception {
        long tasks = bare.count(TASKS);
        long begin = System.nanoTime();
        double startedPerSecond = Load.until(EACH, CLIENTS, bare::starter).perSecond();
        double begunPerSecond = rate(begin, () -> bare.count(TASKS) >= tasks + EACH);
        if (!aside) {
            started.add(startedPerSecond);
            startedAndBegun.add(begunPerSecond);
        }
    }

    private static double rate(long begin, PlatformUnderTest.Condition condition) throws InterruptedException {
        if (!PlatformUnderTest.within(PATIENCE, condition)) {
            throw new IllegalStateException("Not there after " + PATIENCE);
        }
        return EACH / ((System.nanoTime() - begin) / 1e9);
    }
}
