package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage.Outcome;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures how many signals are placed in a second, a hundred at a time. Not part of the suite; start it with
 * {@code ./mvnw test -Dtest=PlacingBenchmark}. The job executor rests, so what is measured is what a job that places signals costs.
 */
@PlatformTest
class PlacingBenchmark {

    private static final int BATCH = 100;
    private static final int WARM_UP = Integer.getInteger("placing.benchmark.warm-up", 10);
    private static final int ROUNDS = Integer.getInteger("placing.benchmark.rounds", 30);

    @Autowired
    PlaceSignal triage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void openingAndAttaching() throws Exception {
        for (int threads : new int[] {1, 4}) {
            measure("opened", threads, n -> UUID.randomUUID().toString());
            measure("attached to one of 100", threads, n -> "hot " + n);
            measure("attached to one", threads, n -> "hot");
        }
    }

    private interface Key {
        String of(int n);
    }

    private void measure(String what, int threads, Key key) throws Exception {
        place(threads, stored(WARM_UP, key));
        List<List<Signal>> batches = stored(ROUNDS, key);
        long begun = System.nanoTime();
        int placed = place(threads, batches);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%-26s %d threads: %,8.0f signals/s%n", what, threads, placed / seconds);
    }

    private int place(int threads, List<List<Signal>> batches) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<List<Outcome>>> calls = batches.stream()
                    .<Callable<List<Outcome>>>map(batch -> () -> triage.place(batch))
                    .toList();
            int placed = 0;
            for (Future<List<Outcome>> answer : pool.invokeAll(calls)) {
                placed += answer.get().size();
            }
            assertThat(placed).isEqualTo(batches.size() * BATCH);
            return placed;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<List<Signal>> stored(int rounds, Key key) {
        Instant now = clock.instant();
        jdbc.sql("select response.make_signal_partition(?) is null")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        List<List<Signal>> batches = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String[] keys = IntStream.range(0, BATCH).mapToObj(key::of).toArray(String[]::new);
            List<Long> ids = jdbc.sql(
                            "with entered as (insert into response.signal_register (source, external_id, received_at, last_seen_at)"
                                    + " select 'Benchmark', gen_random_uuid()::text, ?, ? from generate_series(1, ?)"
                                    + " returning id, source, external_id, received_at)"
                                    + " insert into response.signal (id, source, external_id, received_at, format, title, finding_type,"
                                    + " severity_id, correlation_key, first_seen_at, received_from, body) select id, source, external_id,"
                                    + " received_at, 'ocsf', 'Found', 'type', 3, 'key', ?, 'benchmark', '{}' from entered returning id")
                    .param(now.atOffset(ZoneOffset.UTC))
                    .param(now.atOffset(ZoneOffset.UTC))
                    .param(BATCH)
                    .param(now.atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .list();
            batches.add(IntStream.range(0, BATCH)
                    .mapToObj(n -> signal(ids.get(n), keys[n], now))
                    .toList());
        }
        return batches;
    }

    private static Signal signal(long id, String key, Instant now) {
        return new Signal(
                id,
                "Benchmark",
                "finding " + id,
                "Found " + key,
                "Something was found",
                "type",
                3,
                List.of("T1562.008"),
                List.of("resource of " + key),
                List.of(),
                List.of(),
                List.of(),
                key,
                null,
                List.of(),
                false,
                now,
                now);
    }
}
