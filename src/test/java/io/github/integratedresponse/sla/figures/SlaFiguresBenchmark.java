package io.github.integratedresponse.sla.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Planning;
import io.github.integratedresponse.sla.RecurringWork;
import io.github.integratedresponse.sla.SlaFigures;
import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.Weeks;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * Measures every question that can be asked of the figures at ten thousand clocks and at a million, both spread over the same two years.
 * Not part of the suite; start it with {@code ./mvnw test -Dtest=SlaFiguresBenchmark}. It makes two databases of its own beside the one
 * of the tests. Rounds at both sizes take turns, so that whatever else the machine does falls on both.
 */
@PlatformTest
@Order(Integer.MAX_VALUE)
class SlaFiguresBenchmark {

    private static final int SMALL = 10_000;
    private static final int LARGE = Integer.getInteger("sla.benchmark.clocks", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("sla.benchmark.rounds", 200);
    private static final int WARM_UP = 30;
    private static final double SLOWEST_MS = 100;
    private static final double STEEPEST = 1.5;

    /** So little that a ratio says nothing. */
    private static final double HARDLY_MS = 10;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

    @Autowired
    DataSource tests;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Restrictions restrictions;

    @Autowired
    ObjectProvider<RecurringWork> recurring;

    @Autowired
    IdentityService identity;

    private interface Question {
        Object ask(SlaFigures figures, int round);
    }

    @Test
    void everyQuestionIsAnsweredFastAndNearlyAsFastAtAHundredTimesTheSize() throws Exception {
        try (HikariDataSource small = database("figures_small");
                HikariDataSource large = database("figures_large")) {
            SlaFigures few = filled(small, SMALL);
            SlaFigures many = filled(large, LARGE);
            // what is listed is narrowed for somebody, as it is behind every door
            identity.setAuthenticatedUserId("security-operations-manager");
            List<String> failed = new ArrayList<>();
            System.out.printf(
                    "%-62s %27s %27s %7s%n",
                    "", SMALL + " clocks: ms p50, p95", LARGE + " clocks: ms p50, p95", "ratio");
            for (Map.Entry<String, Question> question : questions().entrySet()) {
                double[] one = new double[ROUNDS];
                double[] other = new double[ROUNDS];
                for (int i = -WARM_UP; i < ROUNDS; i++) {
                    double first = ms(i % 2 == 0 ? few : many, question.getValue(), i + WARM_UP);
                    double second = ms(i % 2 == 0 ? many : few, question.getValue(), i + WARM_UP);
                    if (i >= 0) {
                        one[i] = i % 2 == 0 ? first : second;
                        other[i] = i % 2 == 0 ? second : first;
                    }
                }
                Arrays.sort(one);
                Arrays.sort(other);
                double ratio = at(other, 0.5) / at(one, 0.5);
                System.out.printf(
                        "%-62s %13.2f %13.2f %13.2f %13.2f %7.2f%n",
                        question.getKey(), at(one, 0.5), at(one, 0.95), at(other, 0.5), at(other, 0.95), ratio);
                double longer = at(other, 0.5) - at(one, 0.5);
                if (at(other, 0.95) > SLOWEST_MS || (ratio > STEEPEST && longer > HARDLY_MS)) {
                    failed.add(question.getKey() + ": " + at(other, 0.95) + " ms, ratio " + ratio);
                }
            }
            assertThat(failed).isEmpty();
        } finally {
            identity.clearAuthentication();
        }
    }

    private static Map<String, Question> questions() {
        PageRequest page = new PageRequest(0, PageRequest.USUAL);
        Weeks quarter = Weeks.last(CLOCK);
        Weeks all = new Weeks(quarter.to().minusWeeks(104), quarter.to());
        Map<String, Question> questions = new LinkedHashMap<>();
        for (By by : By.values()) {
            questions.put(
                    "adherence by " + by,
                    (figures, i) -> figures.adherence(quarter, by, Filter.NONE, new PageRequest(i % 5, page.size())));
        }
        for (By by : By.values()) {
            questions.put(
                    "adherence by " + by + ", two years",
                    (figures, i) -> figures.adherence(all, by, Filter.NONE, new PageRequest(i % 5, page.size())));
        }
        for (By by : By.values()) {
            questions.put(
                    "adherence by " + by + " of a clock",
                    (figures, i) -> figures.adherence(quarter, by, Filter.ofClock("contain"), page));
        }
        for (By by : List.of(By.CLOCK, By.SEVERITY, By.REGION, By.PRODUCT, By.OWNER, By.WEEK)) {
            questions.put(
                    "adherence by " + by + " of a division",
                    (figures, i) -> figures.adherence(quarter, by, Filter.ofDivision(division(i)), page));
        }
        for (By by : List.of(By.CLOCK, By.REGION, By.WEEK)) {
            questions.put(
                    "adherence by " + by + " of a division and severity",
                    (figures, i) -> figures.adherence(
                            quarter, by, new Filter(null, null, null, "SEV1", division(i), null, null, null), page));
            questions.put(
                    "adherence by " + by + " of a product",
                    (figures, i) -> figures.adherence(
                            quarter,
                            by,
                            new Filter(null, null, null, null, null, "bench-%04d".formatted(i), null, null),
                            page));
            questions.put(
                    "adherence by " + by + " of an owner",
                    (figures, i) -> figures.adherence(
                            quarter,
                            by,
                            new Filter(null, null, null, null, null, null, "owner-%03d".formatted(i % 300), null),
                            page));
        }
        for (By by : Arrays.asList(null, By.WEEK, By.SEVERITY, By.DIVISION)) {
            String apart = by == null ? "" : " by " + by;
            questions.put("times" + apart, (figures, i) -> figures.times(quarter, by, Filter.NONE));
            questions.put("times" + apart + ", two years", (figures, i) -> figures.times(all, by, Filter.NONE));
        }
        questions.put(
                "times of a division", (figures, i) -> figures.times(quarter, null, Filter.ofDivision(division(i))));
        questions.put("open clocks", (figures, i) -> figures.open(Filter.NONE));
        questions.put("open clocks of a division", (figures, i) -> figures.open(Filter.ofDivision(division(i))));
        questions.put(
                "list of open clocks",
                (figures, i) -> figures.openClocks(Filter.NONE, null, new PageRequest(i % 3, page.size())));
        questions.put("pauses", (figures, i) -> figures.pauses(quarter, Filter.NONE));
        questions.put("pauses, two years", (figures, i) -> figures.pauses(all, Filter.NONE));
        questions.put("repair ageing", (figures, i) -> figures.repairs(Filter.NONE));
        questions.put("review punctuality", (figures, i) -> figures.reviews(quarter, Filter.NONE));
        return questions;
    }

    private static String division(int round) {
        return "Division %02d".formatted(round % 12);
    }

    private static double ms(SlaFigures figures, Question question, int round) {
        long begin = System.nanoTime();
        question.ask(figures, round);
        return (System.nanoTime() - begin) / 1e6;
    }

    /** A database like that of the tests, which nobody else uses. */
    private HikariDataSource database(String name) {
        String here = ((HikariDataSource) tests).getJdbcUrl();
        jdbc.sql("create database " + name + " template template0").update();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(here == null ? "" : here.replace("/postgres?", "/" + name + "?"));
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(2);
        Flyway.configure()
                .dataSource(pool)
                .schemas("response")
                .defaultSchema("response")
                .load()
                .migrate();
        return pool;
    }

    private SlaFigures filled(HikariDataSource pool, int clocks) throws Exception {
        JdbcClient sql = JdbcClient.create(pool);
        long begin = System.nanoTime();
        TwoYears.fill(pool, clocks / 10, clocks, CLOCK.instant());
        double generated = (System.nanoTime() - begin) / 1e9;
        sql.sql("vacuum analyze").update();
        begin = System.nanoTime();
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
        TwoYears.count(sql, CLOCK, transactions);
        sql.sql("vacuum analyze").update();
        System.out.printf(
                "%d clocks, %d lines of the ledger: generated in %.0f s, counted in %.0f s; sums take %s%n",
                sql.sql("select count(*) from response.sla_clock")
                        .query(Long.class)
                        .single(),
                sql.sql("select count(*) from response.sla_ledger")
                        .query(Long.class)
                        .single(),
                generated,
                (System.nanoTime() - begin) / 1e9,
                sql.sql(
                                "select pg_size_pretty(sum(pg_total_relation_size(('response.' || t)::regclass))) from unnest(array["
                                        + "'sla_rollup', 'sla_counted', 'sla_took', 'sla_pause_rollup', 'sla_counted_pause', 'sla_answerable']) t")
                        .query(String.class)
                        .single());
        assertThat(sql.sql("select count(*) from response.sla_unfolded")
                        .query(Long.class)
                        .single())
                .isZero();
        Planning planning = new Planning(sql, transactions);
        return new FigureQueries(
                new Adherences(sql, planning, new AdherenceProperties(0.95)),
                new TimesTaken(sql),
                new OpenClocks(sql, planning, restrictions),
                new BrokenPromises(sql, restrictions),
                new KnownValues(sql),
                new PausedTime(sql),
                recurring,
                CLOCK,
                transactions);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
    }
}
