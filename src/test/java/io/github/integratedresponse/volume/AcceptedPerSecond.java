package io.github.integratedresponse.volume;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Part 1: findings that are accepted in a second, one by one and five hundred together, against rows committed one by one. */
final class AcceptedPerSecond implements Part {

    private static final int BATCH = 500;
    private static final int ROUNDS = Sizes.of("rounds", 5, 2);
    private static final Duration ROUND = Duration.ofMillis(Sizes.of("accept.millis", 3000, 1500));
    /** The virtual machine compiles what is run often; before some ten thousand requests, it is not what people have. */
    private static final Duration WARM_UP = Duration.ofSeconds(Sizes.of("accept.warmup", 60, 4));

    private static final Duration REST = Duration.ofSeconds(Sizes.of("accept.rest", 40, 8));

    private final Findings findings = new Findings();
    private final AtomicLong turnedAway = new AtomicLong();
    private long accepted;

    @Override
    public String title() {
        return "1. Signals accepted per second";
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(12);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        PlatformUnderTest platform = PlatformUnderTest.start(bench, bench.folder("accepted"), List.of());
        HikariDataSource pool = bench.keep(Committer.pool(platform.database("committed")));
        Load.Clients rows = () -> new Committer(pool, findings::related);
        Sender.Form batch = Sender.takesLines(platform) ? Sender.Form.LINES : Sender.Form.ARRAY;
        long before = platform.count("select count(*) from response.signal");
        Load.during(WARM_UP, 4, sender(platform, Sender.Form.SINGLE));
        Load.during(WARM_UP.dividedBy(4), 4, sender(platform, batch));
        platform.placed(REST);
        Load.during(ROUND, 4, rows);
        accepted = platform.count("select count(*) from response.signal") - before;
        for (int clients : new int[] {1, 4, 16}) {
            round(platform, report, clients, batch, rows);
        }
        profile(platform, report, batch);
        long stored = platform.count("select count(*) from response.signal") - before;
        report.fact("accepted and stored", "%,d and %,d".formatted(accepted, stored), accepted == stored);
        report.value("turned away with 429", "%,d requests".formatted(turnedAway.get()));
    }

    private void round(PlatformUnderTest platform, Report report, int clients, Sender.Form batch, Load.Clients rows)
            throws Exception {
        List<Double> single = new ArrayList<>();
        List<Double> together = new ArrayList<>();
        List<Double> committed = new ArrayList<>();
        double[] cost = new double[3];
        for (int round = 0; round < ROUNDS; round++) {
            single.add(sent(platform, clients, Sender.Form.SINGLE, cost));
            together.add(sent(platform, clients, batch, null));
            committed.add(Load.during(ROUND, clients, rows).perSecond());
        }
        Spread commits = new Spread(committed);
        String who = clients == 1 ? "1 client" : clients + " clients";
        boolean judged = clients == 4;
        report.compare("single, " + who, new Spread(single), commits, judged ? Goal.atLeast(0.5) : null);
        report.compare(
                "%s of %d, %s".formatted(batch == Sender.Form.LINES ? "lines" : "lists", BATCH, who),
                new Spread(together),
                commits,
                judged ? Goal.atLeast(2) : null);
        report.value(
                "processor time of a single one, " + who,
                "%.2f ms in the platform, %.2f ms in PostgreSQL"
                        .formatted(cost[0] / cost[2] * 1000, cost[1] / cost[2] * 1000));
    }

    /** @param cost gathers the time of the platform, of the database, and the number */
    private double sent(PlatformUnderTest platform, int clients, Sender.Form form, double @Nullable [] cost)
            throws Exception {
        double cpu = platform.cpu();
        double database = platform.databaseCpu();
        Load.Done done = Load.during(ROUND, clients, sender(platform, form));
        accepted += done.number();
        if (cost != null) {
            cost[0] += platform.cpu() - cpu;
            cost[1] += platform.databaseCpu() - database;
            cost[2] += done.number();
        }
        // what is still to be placed must not slow down the other side's turn
        platform.placed(REST);
        return done.perSecond();
    }

    private void profile(PlatformUnderTest platform, Report report, Sender.Form batch) throws Exception {
        for (Sender.Form form : List.of(Sender.Form.SINGLE, batch)) {
            Profile.of(
                    platform.program(),
                    form.name(),
                    report,
                    () -> accepted += Load.during(ROUND.multipliedBy(3), 4, sender(platform, form))
                            .number());
            platform.placed(REST);
        }
    }

    private Load.Clients sender(PlatformUnderTest platform, Sender.Form form) {
        return () -> new Sender(platform.client(), form, BATCH, findings::related, turnedAway);
    }
}
