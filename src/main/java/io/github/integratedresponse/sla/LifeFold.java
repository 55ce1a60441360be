package io.github.integratedresponse.sla;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rolls up how long closed clocks took. A week of a clock in which anything happened is counted anew from its clocks, so that it doesn't
 * matter how often, in which order or by whom.
 */
@Component
class LifeFold {

    /** The job that asks for it comes back soon. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final String NEXT = "select name from response.sla_life_waiting order by id limit 1";

    private static final String MOVED_ON = "select name from response.sla_life_curve where since <> ? limit 1";

    private static final String TAKE = "delete from response.sla_life_waiting where name = ? returning week";

    private static final String FORGET = "delete from response.sla_life where name = ? and week = ?";

    private static final String COUNT =
            """
            insert into response.sla_life (name, week, scale, subject, severity, bucket, done, called_off)
            with life as (
                select c.name, response.sla_week(c.started_at) as week, coalesce(c.subject, '') as subject,
                    coalesce(c.severity, '') as severity, c.elapsed_ms, %s as target_ms, (c.state <> 'CANCELLED')::int as done
                from response.sla_clock c %s
                where c.name = ? and c.started_at >= ? and c.started_at < ? and c.stopped_at is not null
                    and c.elapsed_ms is not null and not exists (
                        select 1 from response.restriction r where r.lifted_at is null and r.business_key = c.business_key)
            )
            select name, week, 'TIME', subject, severity, %s as bucket, sum(done), count(*) - sum(done)
            from life group by name, week, subject, severity, bucket
            union all
            select name, week, 'SHARE', subject, '', %s as bucket, sum(done), count(*) - sum(done)
            from life where target_ms > 0 group by name, week, subject, bucket
            """
                    .formatted(
                            CalendarTime.TARGET_MS,
                            CalendarTime.DAYS,
                            LifeScale.TIME.sql("elapsed_ms"),
                            LifeScale.SHARE.sql("elapsed_ms / target_ms"));

    private static final String SUM =
            """
            insert into response.sla_life_curve (name, scale, subject, severity, since, buckets, done, called_off)
            select name, scale, subject, severity, ?, array_agg(bucket order by bucket), array_agg(done order by bucket),
                array_agg(called_off order by bucket)
            from (
                select name, scale, subject, severity, bucket, sum(done)::int as done, sum(called_off)::int as called_off
                from response.sla_life where name = ? and week >= ?
                group by name, scale, subject, severity, bucket
            ) as life
            group by name, scale, subject, severity
            """;

    private final JdbcClient jdbc;
    private final CalendarTime time;
    private final Clock clock;
    private final TransactionTemplate transaction;

    LifeFold(JdbcClient jdbc, CalendarTime time, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.time = time;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        // what is taken from the queue is exactly what the count sees
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Takes in what waits, each clock's name in a transaction of its own. It leaves the work to another node that is at it. */
    void fold() {
        LocalDate since = LifeWindow.since(clock.instant());
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                if (!alone(() -> takeIn(since)) && !alone(() -> moveOn(since))) {
                    break;
                }
            }
        } catch (ConcurrencyFailureException e) {
            // another node was there first; what is left is taken in next time
        }
    }

    /** @return whether there was something to do, and nobody else at it */
    private boolean alone(Supplier<Boolean> work) {
        return Boolean.TRUE.equals(transaction.execute(
                status -> jdbc.sql("select pg_try_advisory_xact_lock(hashtext('integrated-response life tables'))")
                                .query(Boolean.class)
                                .single()
                        && work.get()));
    }

    private boolean takeIn(LocalDate since) {
        String name = first(NEXT);
        if (name == null) {
            return false;
        }
        List<LocalDate> weeks =
                jdbc.sql(TAKE).param(name).query((row, n) -> row.getObject("week", LocalDate.class)).list().stream()
                        .distinct()
                        .toList();
        for (LocalDate week : weeks) {
            jdbc.sql(FORGET).param(name).param(week).update();
            jdbc.sql(COUNT)
                    .param(time.names())
                    .param(time.days())
                    .param(name)
                    .param(LifeWindow.start(week).atOffset(ZoneOffset.UTC))
                    .param(LifeWindow.start(week.plusWeeks(1)).atOffset(ZoneOffset.UTC))
                    .update();
        }
        sum(name, since);
        return true;
    }

    /** Sums up again a clock of which the window has moved on. */
    private boolean moveOn(LocalDate since) {
        String name = first(MOVED_ON, since);
        if (name == null) {
            return false;
        }
        sum(name, since);
        return true;
    }

    private @Nullable String first(String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(String.class).optional().orElse(null);
    }

    private void sum(String name, LocalDate since) {
        jdbc.sql("delete from response.sla_life_curve where name = ?")
                .param(name)
                .update();
        jdbc.sql(SUM).param(since).param(name).param(since).update();
    }
}
