package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.Forecasts.Filter;
import io.github.integratedresponse.sla.Forecasts.Forecast;
import io.github.integratedresponse.sla.Forecasts.Order;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Measures what forecasts cost at ten thousand and at a million clocks of the same two years. Not part of the suite; start it with
 * {@code ./mvnw test -Dtest=ForecastBenchmark}. The open clocks grow with the others.
 */
@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastBenchmark {

    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("forecast.benchmark.clocks", 1_000_000);
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 9;
    private static final int CALLS = 200;
    private static final double LONGEST_MS = 100;
    private static final double BAR = 1.5;

    /** Below this, a difference is the machine's. */
    private static final double NOISE_MS = 0.5;

    /** 25 names, targets from an hour and a half to eight months; lognormal times; one in fifteen called off; what is not over yet is open. */
    private static final String GENERATE =
            """
            insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id, activity_instance_id,
                business_key, severity, product_id, division, owner, target, warn_fraction, policy_version, started_at, warn_at,
                due_at, stopped_at, state, breached_at, elapsed_ms)
            select 'bench-' || kind, 'work', 'p' || n, 'do', 'bench' || n, 'BENCH-' || (n / 12), 'SEV' || severity,
                'product ' || (n % 300), 'division ' || (n % 12), 'owner ' || (n % 80), 'PT' || round(target / 60) || 'M', 0.75, 1,
                start, start + target * 0.75 * interval '1 second', start + target * interval '1 second',
                case when start + takes * interval '1 second' <= now then start + takes * interval '1 second' end,
                case when start + takes * interval '1 second' > now then
                        case when start + target * interval '1 second' <= now then 'BREACHED' else 'RUNNING' end
                    when called_off then 'CANCELLED' when takes > target then 'MET_LATE' else 'MET' end,
                case when start + takes * interval '1 second' > now and start + target * interval '1 second' <= now
                    then start + target * interval '1 second' end,
                case when start + takes * interval '1 second' <= now then round(takes * 1000) end
            from (
                select n, kind, severity, now, called_off, start, round(target / 60) * 60 as target,
                    target * 0.6 * exp(0.7 * sqrt(-2 * ln(1 - u)) * cos(6.283185307 * v)) * case when called_off then 0.5 else 1 end
                        as takes
                from (
                    select n, n % 25 as kind, (n / 25) % 5 as severity, :now::timestamptz as now, random() < 0.066 as called_off,
                        :now::timestamptz - random() * interval '730 days' as start, random() as u, random() as v,
                        5400 * power(1.27, n % 25) * power(1.9, (n / 25) % 5) as target
                    from generate_series(:from::bigint, :to::bigint) as n
                ) as drawn
            ) as clock
            """;

    @Autowired
    Forecasts forecasts;

    @Autowired
    Outlooks outlooks;

    @Autowired
    LifeFold fold;

    @Autowired
    Calibrating calibrating;

    @Autowired
    Calibrations calibrations;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void forecastsCostTheSameHoweverManyClocksThereWere() {
        identity.setAuthenticatedUserId("security-operations-manager");
        try {
            Map<String, Double> few = measured(1, FEW);
            Map<String, Double> many = measured(FEW + 1, MANY);
            few.forEach((what, at) -> System.out.printf(
                    "%-60s p95 %8.2f ms at %,d clocks, %8.2f ms at %,d, ratio %.2f%n",
                    what, at, FEW, at(many, what), MANY, at(many, what) / at));
            assertThat(many.values()).allSatisfy(p95 -> assertThat(p95).isLessThan(LONGEST_MS));
            few.forEach((what, at) -> assertThat(at(many, what)).as(what).isLessThan(BAR * at + NOISE_MS));
        } finally {
            identity.clearAuthentication();
        }
    }

    private static double at(Map<String, Double> measured, String what) {
        return Objects.requireNonNull(measured.get(what));
    }

    private Map<String, Double> measured(long from, long to) {
        generate(from, to);
        long begin = System.nanoTime();
        fold.fold();
        System.out.printf("%,d clocks: first roll-up %.1f s%n", to, seconds(begin));
        begin = System.nanoTime();
        calibrating.compute(LifeWindow.monday(clock.instant()).minusWeeks(Calibrating.WEEKS_HELD_BACK));
        System.out.printf("%,d clocks: calibration of a night %.1f s%n", to, seconds(begin));
        begin = System.nanoTime();
        stopOne();
        fold.fold();
        System.out.printf("%,d clocks: roll-up after one clock stopped %.1f ms%n", to, seconds(begin) * 1000);
        clock.advance(Outlooks.SERVED);
        times(20, () -> outlooks.look());
        double[] looks = times(30, () -> outlooks.look());
        System.out.printf(
                "%,d clocks: looking anew at %,d open ones and %,d kinds: median %.1f ms, p95 %.1f ms%n",
                to,
                outlooks.latest().size(),
                outlooks.latest().tables().size(),
                quantile(looks, 0.5),
                quantile(looks, 0.95));
        Forecast first = page(Filter.none(), Order.CHANCE, 0).get(0);
        Map<String, Double> p95 = new LinkedHashMap<>();
        p95.put("a page, most likely breach first", p95(() -> page(Filter.none(), Order.CHANCE, 0)));
        p95.put("a page, due next first", p95(() -> page(Filter.none(), Order.DUE, 0)));
        p95.put("a page of a division", p95(() -> page(filter("division 3"), Order.CHANCE, 0)));
        p95.put(
                "a page of one incident",
                p95(() -> page(
                        new Filter(null, null, null, null, null, null, first.businessKey(), false), Order.CHANCE, 0)));
        p95.put("one clock, as it stands now", p95(() -> forecasts.of(first.id())));
        p95.put("calibration", p95(() -> calibrations.of(null, null)));
        p95.put("calibration of a clock", p95(() -> calibrations.of("bench-7", null)));
        return p95;
    }

    /** Without the triggers, and then what they would have noted. */
    private void generate(long from, long to) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql("truncate response.sla_life, response.sla_life_curve, response.sla_life_waiting")
                    .update();
            jdbc.sql(GENERATE)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("from", from)
                    .param("to", to)
                    .update();
        });
        jdbc.sql(
                        "insert into response.sla_life_waiting (clock_id, name, week, stopped)"
                                + " select id, name, response.sla_week(started_at), true from response.sla_clock where stopped_at is not null")
                .update();
        jdbc.sql("vacuum analyze").update();
    }

    private void stopOne() {
        jdbc.sql("update response.sla_clock set state = 'MET', stopped_at = ?, elapsed_ms = 60000 where id ="
                        + " (select id from response.sla_clock where name = 'bench-3' and state = 'RUNNING' limit 1)")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<Forecast> page(Filter filter, Order order, int page) {
        return forecasts.page(filter, order, PageRequest.of(page, 50)).items();
    }

    private static Filter filter(String division) {
        return new Filter(null, null, division, null, null, null, null, false);
    }

    /** Of rounds, the one in the middle: what else the machine does falls on some of them. */
    private static double p95(Supplier<?> call) {
        times(WARM_UP, call);
        return quantile(
                IntStream.range(0, ROUNDS)
                        .mapToDouble(round -> quantile(times(CALLS, call), 0.95))
                        .toArray(),
                0.5);
    }

    private static double[] times(int calls, Supplier<?> call) {
        return Stream.generate(() -> {
                    long begin = System.nanoTime();
                    assertThat(call.get()).isNotNull();
                    return seconds(begin) * 1000;
                })
                .limit(calls)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
}
