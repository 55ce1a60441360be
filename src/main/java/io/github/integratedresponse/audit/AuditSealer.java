package io.github.integratedresponse.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings committed events into the chain, in batches; of several sealers one works and the others leave it to that one. */
@Component
public class AuditSealer {

    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AuditSealer(JdbcClient jdbc, JdbcTemplate batches, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    private record Link(long seq, byte[] hash) {}

    /**
     * Seals what waits, each batch in a transaction of its own.
     *
     * @return how many events were sealed; none also when another sealer is at it
     */
    public int seal() {
        int all = 0;
        for (int i = 0; i < MOST_BATCHES; i++) {
            Integer sealed = transaction.execute(status -> batch());
            if (sealed == null || sealed == 0) {
                break;
            }
            all += sealed;
        }
        return all;
    }

    private int batch() {
        boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('integrated-response audit chain'))")
                .query(Boolean.class)
                .single();
        if (!alone) {
            return 0;
        }
        List<Recorded> waiting = jdbc.sql("select " + Recorded.COLUMNS
                        + " from (select event_id from response.audit_unsealed order by event_id limit ?) u"
                        + " join response.audit_event e on e.id = u.event_id"
                        + " where not exists (select 1 from response.audit_seal s where s.event_id = u.event_id)"
                        + " order by e.id")
                .param(BATCH)
                .query((row, n) -> Recorded.of(row))
                .list();
        if (waiting.isEmpty()) {
            // a database restored in parts may hold events that wait although they are sealed
            jdbc.sql("delete from response.audit_unsealed u using response.audit_seal s where s.event_id = u.event_id")
                    .update();
            return 0;
        }
        append(waiting);
        jdbc.sql("delete from response.audit_unsealed where event_id = any(?)")
                .param(waiting.stream().map(Recorded::id).toArray(Long[]::new))
                .update();
        return waiting.size();
    }

    private void append(List<Recorded> events) {
        Link last = last();
        byte[] previous = last == null ? Chain.genesis() : last.hash();
        long seq = last == null ? 0 : last.seq();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Object[]> seals = new ArrayList<>(events.size());
        for (Recorded event : events) {
            seq++;
            byte[] hash = Chain.hash(previous, seq, Chain.micros(now), event);
            seals.add(new Object[] {seq, event.id(), previous, hash, now.atOffset(ZoneOffset.UTC)});
            previous = hash;
        }
        batches.batchUpdate(
                "insert into response.audit_seal (seq, event_id, previous, hash, sealed_at) values (?, ?, ?, ?, ?)",
                seals);
    }

    private @Nullable Link last() {
        return jdbc.sql("select seq, hash from response.audit_seal order by seq desc limit 1")
                .query((row, n) -> new Link(row.getLong("seq"), row.getBytes("hash")))
                .optional()
                .orElse(null);
    }
}
