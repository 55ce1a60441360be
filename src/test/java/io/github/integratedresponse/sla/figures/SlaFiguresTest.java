package io.github.integratedresponse.sla.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.SlaFigures;
import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Kept;
import io.github.integratedresponse.sla.SlaFigures.Open;
import io.github.integratedresponse.sla.SlaFigures.Took;
import io.github.integratedresponse.sla.Weeks;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class SlaFiguresTest {

    private static final PageRequest ALL = new PageRequest(0, PageRequest.LARGEST);
    private static final String[] MEASURES = {"detect", "acknowledge", "contain", "mitigate", "recover"};

    @Autowired
    SlaFigures figures;

    @Autowired
    Folding folding;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private MadeClocks made;
    private PlainFigures plain;
    private Weeks weeks;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Clocks that go on, and how. */
    private final List<Long> open = new ArrayList<>();

    private final List<Long> paused = new ArrayList<>();

    @BeforeEach
    void ofItsOwn() {
        made = new MadeClocks(jdbc);
        made.enterWhatOthersMade();
        plain = new PlainFigures(jdbc);
        weeks = Weeks.around(
                clock.instant().minus(Duration.ofDays(300)), clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void everyFigureEqualsPlainSqlOverTheLedgerWhateverHappensAndWhetherItWasFoldedOrNot() {
        List<String> incidents = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            incidents.add(made.incident(clock.instant().minus(Duration.ofDays(i * 10L))));
        }
        for (int i = 0; i < 400; i++) {
            work(incidents);
        }
        allEqual("nothing folded");
        folding.fold();
        allEqual("all folded");
        folding.fold();
        allEqual("folded twice");

        for (int i = 0; i < 40; i++) {
            work(incidents);
            late();
        }
        allEqual("late changes not folded");
        folding.fold(7);
        allEqual("late changes folded in small batches");

        incidents.subList(0, 5).forEach(incident -> made.restrict(incident, clock.instant()));
        allEqual("restricted, not folded");
        folding.fold();
        allEqual("restricted");
        made.start(
                made.about(made.mark + "-1", incidents.get(0)),
                clock.instant().minus(Duration.ofDays(9)),
                clock.instant().minus(Duration.ofDays(8)),
                Duration.ofDays(1));
        allEqual("another clock of what is restricted");
        incidents.subList(0, 3).forEach(incident -> made.lift(incident, clock.instant()));
        allEqual("lifted, not folded");
        folding.fold();
        allEqual("lifted");

        clock.advance(Duration.ofDays(20));
        allEqual("time went by and nobody noticed the breaches");
        List.copyOf(open).stream()
                .filter(id -> made.state(id).equals("RUNNING") && made.due(id).isBefore(clock.instant()))
                .forEach(made::breach);
        allEqual("breaches noticed");
        folding.fold();
        allEqual("breaches folded");
    }

    /** A clock that is started, and perhaps paused, breached, moved and stopped. */
    private void work(List<String> incidents) {
        Instant opened = clock.instant().minus(Duration.ofMinutes(random.nextInt(280 * 24 * 60)));
        Instant started = opened.plus(Duration.ofMinutes(random.nextInt(600)));
        String name = random.nextInt(3) == 0 ? MEASURES[random.nextInt(5)] : made.mark + "-" + random.nextInt(4);
        int product = random.nextInt(12);
        MadeClocks.About about = new MadeClocks.About(
                name,
                random.nextInt(4) == 0 ? "duty " + random.nextInt(3) : null,
                made.mark,
                random.nextInt(10) == 0 ? null : "SEV" + random.nextInt(3),
                random.nextInt(10) == 0 ? null : made.mark + product % 3,
                random.nextInt(10) == 0 ? null : made.mark + product,
                random.nextInt(10) == 0 ? null : made.mark + product % 4,
                random.nextInt(10) == 0 ? null : made.mark + product % 5,
                incidents.get(random.nextInt(incidents.size())));
        long id = made.start(about, opened, started, Duration.ofMinutes(1 + random.nextInt(20_000)));
        Instant at = started.plusSeconds(random.nextInt(500_000));
        if (random.nextInt(3) == 0 && at.isBefore(clock.instant())) {
            made.pause(id, "reason " + random.nextInt(2), at);
            at = at.plusSeconds(1 + random.nextInt(900_000));
            if (at.isAfter(clock.instant())) {
                paused.add(id);
                return;
            }
            made.resume(id, at);
        }
        at = at.plusSeconds(random.nextInt(700_000));
        if (at.isBefore(clock.instant()) && random.nextInt(10) > 0) {
            made.stop(id, at, random.nextInt(6) == 0);
        } else {
            open.add(id);
            if (random.nextInt(2) == 0 && made.due(id).isBefore(clock.instant())) {
                made.breach(id);
            }
        }
    }

    /** Something happens to a clock that was counted before. */
    private void late() {
        if (!open.isEmpty()) {
            long id = open.remove(random.nextInt(open.size()));
            switch (random.nextInt(4)) {
                case 0 -> made.stop(id, clock.instant(), random.nextBoolean());
                case 1 -> {
                    // broken, and now not due before next week
                    made.retarget(
                            id, clock.instant().plus(Duration.ofDays(7)), "SEV" + random.nextInt(3), clock.instant());
                    open.add(id);
                }
                case 2 -> {
                    made.pause(id, "reason 1", clock.instant());
                    paused.add(id);
                }
                default -> {
                    if (made.due(id).isBefore(clock.instant())) {
                        made.breach(id);
                    }
                    open.add(id);
                }
            }
        }
        if (!paused.isEmpty() && random.nextInt(8) == 0) {
            long id = paused.remove(random.nextInt(paused.size()));
            made.resume(id, clock.instant());
            open.add(id);
        }
    }

    private void allEqual(String when) {
        String mark = made.mark;
        Filter own = filter(null, mark, null, null, null, null, null);
        List<Filter> filters = List.of(
                own,
                filter(null, null, null, mark + 1, null, null, null),
                filter(mark + "-1", null, null, null, null, null, null),
                filter(mark + "-1", mark, "SEV1", null, null, null, null),
                filter(mark + "-2", null, "SEV1", mark + 2, null, null, null),
                filter(mark + "-2", null, "SEV1", mark + 2, null, null, mark + 1),
                filter(null, null, null, mark + 1, null, null, mark + 1),
                filter(null, null, null, null, null, null, mark + 2),
                filter(null, null, null, null, mark + 3, null, null),
                filter(null, null, null, null, null, mark + 4, null),
                filter(null, null, "SEV1", null, null, mark + 4, null),
                filter(null, null, null, mark + 2, mark + 6, null, null),
                filter("contain", null, null, null, null, mark + 2, null));
        for (Filter filter : filters) {
            // half of them each time, another half the next
            for (By by : half(By.values())) {
                assertThat(kept(by, filter))
                        .as("%s: %s of %s, seed %d", when, by, filter, seed)
                        .containsExactlyElementsOf(sorted(plain.kept(weeks, by, filter, clock.instant())));
            }
        }
        for (Filter filter : filters) {
            for (By by : Arrays.asList(null, By.WEEK, By.SEVERITY, By.DIVISION)) {
                assertThat(figures.times(weeks, by, filter).groups())
                        .as("%s: times by %s of %s, seed %d", when, by, filter, seed)
                        .containsExactlyInAnyOrderElementsOf(plain.took(weeks, by, filter, clock.instant()));
            }
        }
        for (By by : List.of(By.DIVISION, By.SEVERITY)) {
            assertThat(figures.times(weeks, by, Filter.NONE).groups())
                    .as("%s: times by %s, seed %d", when, by, seed)
                    .containsExactlyInAnyOrderElementsOf(plain.took(weeks, by, Filter.NONE, clock.instant()));
        }
        for (By by : List.of(By.WEEK, By.DIVISION, By.REGION, By.CLOCK)) {
            assertThat(kept(by, Filter.NONE))
                    .as("%s: all by %s, seed %d", when, by, seed)
                    .containsExactlyElementsOf(sorted(plain.kept(weeks, by, Filter.NONE, clock.instant())));
        }
        assertThat(figures.pauses(weeks, own).groups())
                .as("%s: pauses, seed %d", when, seed)
                .containsExactlyInAnyOrderElementsOf(plain.paused(weeks, own, clock.instant()));
        List<Open> some = openOf(Filter.NONE);
        assertThat(some)
                .as("%s: open, seed %d", when, seed)
                .isEqualTo(openOf(own))
                .isEqualTo(counted(""));
        assertThat(openOf(filter(mark + "-1", null, null, mark + 1, null, null, null)))
                .as("%s: open of a clock and division, seed %d", when, seed)
                .isEqualTo(counted(" and division = '" + mark + "1' and name = '" + mark + "-1'"));
        assertThat(openOf(filter(null, null, "SEV1", null, null, mark + 2, null)))
                .as("%s: open of a severity and owner, seed %d", when, seed)
                .isEqualTo(counted(" and severity = 'SEV1' and owner = '" + mark + "2'"));
    }

    private List<By> half(By[] all) {
        return Arrays.stream(all).filter(by -> random.nextBoolean()).toList();
    }

    private List<Kept> kept(By by, Filter filter) {
        List<Kept> all = new ArrayList<>();
        SlaFigures.Adherence found;
        int page = 0;
        do {
            found = figures.adherence(weeks, by, filter, new PageRequest(page++, by == By.OWNER ? 3 : ALL.size()));
            all.addAll(found.groups());
        } while (!found.groups().isEmpty() && all.size() < found.total());
        return sorted(all.stream()
                .filter(group -> group.due() > 0 || group.cancelled() > 0)
                .toList());
    }

    /** By the mean of what is late to the second, which both round. */
    private static List<Kept> sorted(List<Kept> groups) {
        return groups.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
    }

    private static Filter filter(
            @Nullable String name,
            @Nullable String process,
            @Nullable String severity,
            @Nullable String division,
            @Nullable String product,
            @Nullable String owner,
            @Nullable String region) {
        return new Filter(name, null, process, severity, division, product, owner, region);
    }

    private List<Open> openOf(Filter filter) {
        return figures.open(filter).groups().stream()
                .filter(group -> group.clock().startsWith(made.mark))
                .toList();
    }

    private List<Open> counted(String where) {
        return jdbc.sql(
                        """
                        select name, count(*) as open, count(*) filter (where state = 'PAUSED') as paused,
                            count(*) filter (where state <> 'PAUSED' and warn_at <= :now and due_at > :now) as risk,
                            count(*) filter (where state <> 'PAUSED' and due_at <= :now) as late,
                            extract(epoch from :now - min(due_at) filter (where state <> 'PAUSED' and due_at <= :now)) as worst
                        from response.sla_clock where name like :mark and stopped_at is null and business_key not in
                            (select business_key from response.restriction where lifted_at is null)"""
                                + where + " group by name order by name")
                .param("now", MadeClocks.utc(clock.instant()))
                .param("mark", made.mark + "%")
                .query((row, n) -> new Open(
                        row.getString("name"),
                        row.getLong("open"),
                        row.getLong("open") - row.getLong("paused"),
                        row.getLong("paused"),
                        row.getLong("risk"),
                        row.getLong("late"),
                        row.getBigDecimal("worst") == null
                                ? null
                                : row.getBigDecimal("worst").longValue()))
                .list();
    }

    @Test
    void aFewPromisesCountedByHand() {
        Instant monday = Instant.parse("2024-07-01T00:00:00Z");
        Weeks two = Weeks.around(monday, monday.plus(Duration.ofDays(8)));
        String name = made.mark;
        MadeClocks.About about = made.about(name, "WORK-" + name);
        Duration hour = Duration.ofHours(1);
        // kept on the very moment
        made.stop(made.start(about, monday, monday, hour), monday.plus(hour), false);
        // kept ten minutes late
        made.stop(made.start(about, monday, monday, hour), monday.plusSeconds(4_200), false);
        // called off in time, and twenty minutes late
        made.stop(made.start(about, monday, monday, hour), monday.plusSeconds(60), true);
        made.stop(made.start(about, monday, monday, hour), monday.plusSeconds(4_800), true);
        // due on the last second of the week and kept in the next: broken in the first
        Instant last = monday.plus(Duration.ofDays(7)).minusSeconds(1);
        made.stop(made.start(about, monday, last.minus(hour), hour), last.plusSeconds(1801), false);
        // due in the second week and still open
        made.start(about, monday, monday.plus(Duration.ofDays(8)), hour);
        // stood still for half an hour and so was kept in time
        long waited = made.start(about, monday, monday, hour);
        made.pause(waited, "Waiting", monday.plusSeconds(600));
        made.resume(waited, monday.plusSeconds(2_400));
        made.stop(waited, monday.plusSeconds(5_000), false);

        assertThat(figures.adherence(two, By.WEEK, Filter.ofClock(name), ALL).groups())
                .containsExactly(
                        // 10, 20 and 30 minutes late
                        new Kept("2024-07-01", 5, 2, 2, 0, 1, 1, 0.4, 1_200L, 1_800),
                        new Kept("2024-07-08", 1, 0, 0, 1, 0, 0, 0.0, null, 0));
        assertThat(figures.adherence(two, By.DIVISION, Filter.ofClock(name), ALL)
                        .groups())
                .containsExactly(new Kept(made.mark, 6, 2, 2, 1, 1, 1, 0.3333, 1_200L, 1_800));
        assertThat(figures.pauses(two, Filter.ofClock(name)).groups())
                .containsExactly(new SlaFigures.Paused(name, "Waiting", 1, 0, 1_800));
    }

    @Test
    void percentilesAreValuesThatOccurred() {
        Instant monday = Instant.parse("2024-06-03T00:00:00Z");
        for (int minutes = 1; minutes <= 100; minutes++) {
            made.stop(
                    made.start(
                            made.about("contain", "WORK-" + made.mark),
                            monday,
                            monday.plusSeconds(30),
                            Duration.ofHours(1)),
                    monday.plusSeconds(60L * minutes),
                    false);
        }
        Weeks week = Weeks.around(monday, monday);
        Took expected = new Took("contain", "", 100, 3_000, 5_400, 5_700, 5_940);

        assertThat(figures.times(week, null, Filter.ofDivision(made.mark)).groups())
                .containsExactly(expected);
        folding.fold();
        assertThat(figures.times(week, null, Filter.ofDivision(made.mark)).groups())
                .containsExactly(expected);
        assertThat(figures.times(week, null, filter(null, null, null, null, made.mark, null, null))
                        .groups())
                .containsExactly(expected);
    }

    @Test
    void aPromiseThatWasBrokenBeforeItWasPausedStaysBroken() {
        Instant monday = Instant.parse("2024-05-06T00:00:00Z");
        Weeks week = Weeks.around(monday, monday);
        long id = made.start(made.about(made.mark, "WORK"), monday, monday, Duration.ofHours(1));
        made.breach(id);
        made.pause(id, "Waiting", monday.plus(Duration.ofHours(2)));

        assertThat(figures.adherence(week, By.CLOCK, Filter.ofClock(made.mark), ALL)
                        .groups())
                .singleElement()
                .satisfies(group -> assertThat(group.overdue()).isEqualTo(1));
    }

    @Test
    void aClockComesToBeAtRiskByTimeAloneWhetherItWasFoldedOrNot() {
        Instant start = clock.instant();
        MadeClocks.About about = made.about(made.mark, "WORK-" + made.mark);
        long id = made.start(about, start, start, Duration.ofHours(10));
        Duration untilWarning = Duration.between(start, made.warn(id));
        Duration minute = Duration.ofMinutes(1);
        openIs("started", new Open(made.mark, 1, 1, 0, 0, 0, null));

        clock.advance(untilWarning.minus(minute));
        openIs("not yet at risk", new Open(made.mark, 1, 1, 0, 0, 0, null));
        clock.advance(minute);
        openIs("at risk", new Open(made.mark, 1, 1, 0, 1, 0, null));
        // the sums know it to be at risk, but at this moment it is not
        clock.set(start);
        openIs("looked at from before", new Open(made.mark, 1, 1, 0, 0, 0, null));
        clock.set(start.plus(Duration.ofHours(11)));
        openIs("overdue, and nobody noticed", new Open(made.mark, 1, 1, 0, 0, 1, 3_600L));
        made.breach(id);
        openIs("overdue", new Open(made.mark, 1, 1, 0, 0, 1, 3_600L));
        made.stop(id, clock.instant(), false);
        assertThat(openOf(Filter.NONE)).isEmpty();
    }

    private void openIs(String when, Open expected) {
        assertThat(openOf(Filter.NONE)).as("%s, not folded", when).containsExactly(expected);
        folding.fold();
        assertThat(openOf(Filter.NONE)).as("%s, folded", when).containsExactly(expected);
        assertThat(openOf(filter(null, null, null, made.mark, null, null, null)))
                .as("%s, of a division", when)
                .containsExactly(expected);
    }

    @Test
    void whoeverFoldsAtTheSameTimeTheSumsAreRight() throws Exception {
        List<String> incidents = List.of("WORK-" + made.mark);
        ExecutorService folders = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> fold = () -> {
                int all = 0;
                for (int i = 0; i < 30; i++) {
                    all += folding.fold(3);
                }
                return all;
            };
            List<Future<Integer>> folded = List.of(folders.submit(fold), folders.submit(fold), folders.submit(fold));
            for (int i = 0; i < 60; i++) {
                work(incidents);
                late();
            }
            for (Future<Integer> one : folded) {
                one.get();
            }
        } finally {
            folders.shutdownNow();
        }
        allEqual("folded by three");
        folding.fold();
        allEqual("folded at last");
        assertThat(jdbc.sql(
                                "select count(*) from response.sla_rollup where least(met, met_late, overdue, called_off_late, cancelled) < 0")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
