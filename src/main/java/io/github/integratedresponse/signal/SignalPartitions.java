package io.github.integratedresponse.signal;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Signals are stored by the month in which they came. */
@Component
class SignalPartitions {

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

    SignalPartitions(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Makes the partition for a moment, if there is none yet. Call it outside a transaction. */
    void ensure(Instant at) {
        YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
        if (!made.contains(month)) {
            ownTransaction.executeWithoutResult(status -> {
                // a statement of its own: who waited for it must look anew whether another made the partition meanwhile
                jdbc.sql("select pg_advisory_xact_lock(hashtext('integrated-response signal partition')) is null")
                        .query(Boolean.class)
                        .single();
                jdbc.sql("select response.make_signal_partition(?) is null")
                        .param(at.atOffset(ZoneOffset.UTC))
                        .query(Boolean.class)
                        .single();
            });
            made.add(month);
        }
    }
}
