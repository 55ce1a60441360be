package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class IncidentCountTest {

    private static final int AT_ONCE = 4;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void whatIsRecordedRolledBackAndDeletedIsCountedAndNobodyWaits() throws Exception {
        long before = counted();

        assertThat(recordedAtOnce(false)).isEqualTo(before + 3 * AT_ONCE);
        assertThat(recordedAtOnce(true)).isEqualTo(before + 3 * AT_ONCE);
        assertThat(recordedAtOnce(false)).isEqualTo(before + 6 * AT_ONCE);

        assertThat(jdbc.sql("delete from response.incident where correlation_key = ?")
                        .param(mark)
                        .update())
                .isEqualTo(6 * AT_ONCE);
        assertThat(counted()).isEqualTo(before);
        assertThat(jdbc.sql("delete from response.incident where correlation_key = ?")
                        .param(mark)
                        .update())
                .isZero();
        assertThat(counted()).isEqualTo(before);
    }

    /** Several record one and then two more, and none ends before all of them have. */
    private long recordedAtOnce(boolean rolledBack) throws Exception {
        CyclicBarrier all = new CyclicBarrier(AT_ONCE);
        ExecutorService several = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                done.add(
                        several.submit(() -> new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
                            record(1);
                            record(2);
                            reach(all);
                            if (rolledBack) {
                                transaction.setRollbackOnly();
                            }
                        })));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            several.shutdownNow();
        }
        return counted();
    }

    private static void reach(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("One waits for another", e);
        }
    }

    /** Closed ones, of which nothing else is kept. */
    private void record(int howMany) {
        jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at, closed_at)"
                        + " select gen_random_uuid(), 'Counted', 'SEV4', 'GREEN', 'CLOSED', 'EMPLOYEE', 'counted', ?,"
                        + " now(), now(), now() from generate_series(1, ?)")
                .param(mark)
                .param(howMany)
                .update();
    }

    /** The sums say the same as the rows, at one moment. */
    private long counted() {
        assertThat(jdbc.sql(
                                "select (select sum(n) from response.incident_count) - (select count(*) from response.incident)")
                        .query(Long.class)
                        .single())
                .isZero();
        return jdbc.sql("select sum(n) from response.incident_count")
                .query(Long.class)
                .single();
    }
}
