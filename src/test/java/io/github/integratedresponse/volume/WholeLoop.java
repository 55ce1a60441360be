package io.github.integratedresponse.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Part 3: what an incident costs from its signal until it is closed, against the same diagrams with empty steps, in processor time of the
 * application and of PostgreSQL and in statements; and where it goes.
 */
final class WholeLoop implements Part {

    private static final int CLIENTS = 4;
    private static final int ROUNDS = Sizes.of("rounds", 5, 2);
    private static final int EACH = Sizes.of("loop.incidents", 24, 4);
    /** Whether what steps tell gateways is written anew, for when the diagrams have changed; costs measured beside it are too high. */
    private static final boolean RECORD = Boolean.getBoolean("volume.record");

    private static final int WARM_UP = Sizes.of("loop.warmup", 200, 8);
    private static final String PASSED =
            "select proc_def_key_ || '.' || act_id_ element, count(*) passed from act_hi_actinst group by 1";

    private record Cost(double application, double database) {
        double whole() {
            return application + database;
        }
    }

    @Override
    public String title() {
        return "3. The whole loop of an incident";
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(12);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        Path folder = bench.folder("loop");
        PlatformUnderTest platform = PlatformUnderTest.start(
                bench, folder, RECORD ? List.of("-Dintegrated-response.history.each-change=true") : List.of());
        EmptyLoop bare = EmptyLoop.start(bench, platform.database("bare"), folder, true);
        PlatformLoop ours = new PlatformLoop(platform);
        LoopSide theirs = new EmptyLoopSide(bare);
        goRound(ours, WARM_UP);
        if (RECORD) {
            Recording.keep(platform.jdbc(), Path.of("target", "volume", "scalars.json"));
        }
        goRound(theirs, WARM_UP);
        List<Cost> our = new ArrayList<>();
        List<Cost> their = new ArrayList<>();
        Map<String, Double> threads = Proc.cpuOfThreads(platform.program().pid());
        Map<String, Double> passed = passed(ours);
        Map<String, Double> passedThere = passed(theirs);
        for (int round = 0; round < ROUNDS; round++) {
            our.add(cost(platform, platform.program(), ours));
            their.add(cost(platform, bare.program(), theirs));
        }
        double incidents = ROUNDS * EACH;
        report.compare("processor time, ms", each(our, Cost::whole), each(their, Cost::whole), Goal.atMost(1.25));
        report.compare("of it the application", each(our, Cost::application), each(their, Cost::application), null);
        report.compare("of it PostgreSQL", each(our, Cost::database), each(their, Cost::database), null);
        Map<String, Double> more = minus(passed(ours), passed, incidents);
        Map<String, Double> there = minus(passed(theirs), passedThere, incidents);
        report.compare("elements of diagrams passed", sum(more), sum(there), null);
        report.note("Elements that the platform passed more often, per incident: " + told(minus(more, there, 1), 24));
        report.note(threads(platform.program().pid(), threads, incidents));
        Profile.of(platform.program(), "the whole loop", report, () -> goRound(ours, EACH));
        statements(platform, report, ours, theirs);
    }

    private static Spread each(List<Cost> costs, java.util.function.ToDoubleFunction<Cost> part) {
        return Spread.of(costs.stream().mapToDouble(part).toArray());
    }

    private static Cost cost(PlatformUnderTest platform, JavaProgram program, LoopSide side) throws Exception {
        double application = Proc.cpu(program.pid());
        double database = platform.databaseCpu();
        goRound(side, EACH);
        return new Cost(
                (Proc.cpu(program.pid()) - application) * 1000 / EACH,
                (platform.databaseCpu() - database) * 1000 / EACH);
    }

    private static void goRound(LoopSide side, int incidents) throws Exception {
        Load.until(incidents, CLIENTS, () -> () -> {
            side.goRound();
            return 1;
        });
    }

    /** Counting costs something, so it has a round of its own. */
    private static void statements(PlatformUnderTest platform, Report report, LoopSide ours, LoopSide theirs)
            throws Exception {
        Statements statements = new Statements(platform);
        statements.count(true);
        goRound(ours, EACH);
        goRound(theirs, EACH);
        statements.count(false);
        Statements.Sum our = statements.of("postgres");
        Statements.Sum their = statements.of("bare");
        report.compare("statements", Spread.of(our.calls() / EACH), Spread.of(their.calls() / EACH), null);
        report.compare(
                "time in statements, ms",
                Spread.of(our.milliseconds() / EACH),
                Spread.of(their.milliseconds() / EACH),
                null);
        report.note(
                "The ten dearest statements of the platform, per incident:\n\n" + statements.dearest("postgres", EACH));
        report.note("And with empty steps:\n\n" + statements.dearest("bare", EACH));
    }

    private static Map<String, Double> passed(LoopSide side) {
        Map<String, Double> passed = new HashMap<>();
        side.jdbc().sql(PASSED).query(row -> {
            passed.put(row.getString("element"), row.getDouble("passed"));
        });
        return passed;
    }

    private static Spread sum(Map<String, Double> numbers) {
        return Spread.of(
                numbers.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    private static String threads(long pid, Map<String, Double> before, double incidents) throws IOException {
        return "Threads of the platform, ms per incident: "
                + told(minus(Proc.cpuOfThreads(pid), before, incidents / 1000), 9);
    }

    /** What is more now than before, for one of so many. */
    private static Map<String, Double> minus(Map<String, Double> now, Map<String, Double> before, double number) {
        Map<String, Double> more = new HashMap<>();
        now.forEach((name, value) -> more.put(name, (value - before.getOrDefault(name, 0.0)) / number));
        more.values().removeIf(value -> value < 0.01);
        return more;
    }

    private static String told(Map<String, Double> numbers, int most) {
        return numbers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
