package io.github.integratedresponse.sla.figures;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the sums of the figures up to date with the clocks that moved, in batches; of several who try, one works and the others leave it
 * to that one. Figures are exact whether this was done or not; the more there is to do, the slower they are.
 */
@Component
class Folding {

    private static final int BATCH = 2_000;

    /** So many that the engine doesn't think the job lost. */
    private static final int MOST_BATCHES = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Folding(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** What waits to be counted: a clock, or all clocks of a business key. */
    private record Waiting(@Nullable Long clockId, @Nullable String businessKey) {}

    /**
     * Counts what waits, each batch in a transaction of its own.
     *
     * @return how many moves were counted; none also when another is at it
     */
    int fold() {
        return fold(BATCH);
    }

    int fold(int batch) {
        transaction.executeWithoutResult(status -> warn());
        int all = 0;
        for (int i = 0; i < MOST_BATCHES; i++) {
            int folded = Objects.requireNonNull(transaction.execute(status -> some(batch)));
            if (folded == 0) {
                break;
            }
            all += folded;
        }
        return all;
    }

    /** Clocks come to be at risk by the passing of time alone; from now on they count as such. */
    private void warn() {
        if (alone()) {
            jdbc.sql("select response.sla_warn(?)")
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .query(row -> {});
        }
    }

    private boolean alone() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('integrated-response sla figures'))")
                .query(Boolean.class)
                .single();
    }

    private int some(int batch) {
        if (!alone()) {
            return 0;
        }
        List<Waiting> waiting = jdbc.sql("delete from response.sla_unfolded where id in (select id from"
                        + " response.sla_unfolded order by id limit ?) returning clock_id, business_key")
                .param(batch)
                .query((row, n) -> new Waiting(row.getObject("clock_id", Long.class), row.getString("business_key")))
                .list();
        if (waiting.isEmpty()) {
            return 0;
        }
        Long[] clocks = Stream.concat(
                        waiting.stream().map(Waiting::clockId).filter(Objects::nonNull),
                        ofBusinessKeys(waiting.stream()
                                .map(Waiting::businessKey)
                                .filter(Objects::nonNull)
                                .toArray(String[]::new)))
                .distinct()
                .toArray(Long[]::new);
        // a later statement than the one that took them off the queue, so that it sees at least what they were queued
        // for
        jdbc.sql("select response.sla_recount(?)").param(clocks).query(row -> {});
        return waiting.size();
    }

    private Stream<Long> ofBusinessKeys(String[] keys) {
        return keys.length == 0
                ? Stream.of()
                : jdbc
                        .sql("select id from response.sla_clock where business_key = any (?)")
                        .param(keys)
                        .query(Long.class)
                        .list()
                        .stream();
    }
}
