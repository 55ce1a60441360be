package io.github.integratedresponse.signal;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes room for the signals of the month to come, and lets old ones go that nobody cites. */
@Component
class SignalRetention {

    private static final Duration AHEAD = Duration.ofDays(31);

    private final SignalPartitions partitions;
    private final SignalProperties properties;
    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;

    SignalRetention(
            SignalPartitions partitions,
            SignalProperties properties,
            AuditLog audit,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.partitions = partitions;
        this.properties = properties;
        this.audit = audit;
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    void keepUp() {
        Instant now = clock.instant();
        partitions.ensure(now.plus(AHEAD));
        Duration keep = properties.keep();
        if (keep != null) {
            letGoBefore(YearMonth.from(now.minus(keep).atOffset(ZoneOffset.UTC)));
        }
    }

    /** Each month by itself, so that a short time is enough for each. */
    void letGoBefore(YearMonth first) {
        months().stream().filter(month -> month.isBefore(first)).forEach(this::letGo);
    }

    private List<YearMonth> months() {
        return jdbc.sql(
                        "select replace(substr(c.relname, length('signal_') + 1), '_', '-') from pg_inherits i"
                                + " join pg_class c on c.oid = i.inhrelid where i.inhparent = 'response.signal'::regclass order by 1")
                .query((row, n) -> YearMonth.parse(row.getString(1)))
                .list();
    }

    private void letGo(YearMonth month) {
        ownTransaction.executeWithoutResult(status -> {
            long gone = jdbc.sql("select response.let_signals_go(?)")
                    .param(month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .single();
            if (gone > 0) {
                audit.append(new AuditEvent(
                        Category.PLATFORM,
                        "signals-let-go",
                        "system",
                        month.toString(),
                        "%d signals of %s that no incident cites were let go".formatted(gone, month)));
            }
        });
    }
}
