package io.github.integratedresponse.sla;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Clocks that began and stopped before anybody waited for them, each with both lines of its ledger. Those of one transaction, such as
 * one that opens a hundred incidents, are written together before it commits.
 */
@Component
class StoppedClocks {

    private static final String INSERT =
            "with made as (insert into response.sla_clock (name, subject, process_definition_key, process_instance_id, activity_id,"
                    + " activity_instance_id, business_key, severity, product_tier, region, product_id, division, owner, work_opened_at,"
                    + " calendar, target, warn_fraction, policy_version, started_at, warn_at, due_at, state, stopped_at, elapsed_ms)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *)"
                    + " insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, policy_version, reason, state,"
                    + " started_at, warn_at, stopped_at, calendar, product_tier, region, product_id, division, owner, paused_ms,"
                    + " elapsed_ms)"
                    + " select m.id, l.event, m.stopped_at, m.due_at, m.target, m.severity, m.policy_version, l.reason, l.state,"
                    + " m.started_at, m.warn_at, case when l.n = 2 then m.stopped_at end, m.calendar, m.product_tier, m.region,"
                    + " m.product_id, m.division, m.owner, m.paused_ms, case when l.n = 2 then m.elapsed_ms end"
                    + " from made m cross join lateral (values (1, 'STARTED', ?::text, 'RUNNING'),"
                    + " (2, m.state, 'The work was done', m.state)) l (n, event, reason, state) order by l.n";

    private final JdbcTemplate jdbc;

    StoppedClocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param stoppedAt when it stopped, which is when it was made
     * @param elapsed of working time
     * @param promisedBy the policy, in words
     */
    record Stopped(
            Promise promise,
            About about,
            Terms.Promised promised,
            Instant startedAt,
            SlaClock.State state,
            Instant stoppedAt,
            Duration elapsed,
            String promisedBy) {}

    void keep(Stopped clock) {
        if (TransactionSynchronizationManager.getResource(this) instanceof Writing writing) {
            writing.clocks.add(clock);
            return;
        }
        Writing writing = new Writing();
        writing.clocks.add(clock);
        TransactionSynchronizationManager.bindResource(this, writing);
        TransactionSynchronizationManager.registerSynchronization(writing);
    }

    private final class Writing implements TransactionSynchronization {

        private final List<Stopped> clocks = new ArrayList<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(StoppedClocks.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(StoppedClocks.this, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.batchUpdate(INSERT, clocks.stream().map(StoppedClocks::values).toList());
            clocks.clear();
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(StoppedClocks.this);
        }
    }

    private static @Nullable Object[] values(Stopped clock) {
        Promise promise = clock.promise();
        About about = clock.about();
        Terms.Promised promised = clock.promised();
        return new @Nullable Object[] {
            promise.clock(),
            promise.subject(),
            promise.processDefinitionKey(),
            promise.processInstanceId(),
            promise.activityId(),
            promise.activityInstanceId(),
            promise.businessKey(),
            promise.severity(),
            about.productTier(),
            about.region(),
            about.productId(),
            about.division(),
            about.owner(),
            utc(about.openedAt()),
            promised.calendar(),
            promised.target(),
            promised.policy().warnFraction(),
            promised.policy().version(),
            utc(clock.startedAt()),
            utc(promised.warnAt()),
            utc(promised.dueAt()),
            clock.state().name(),
            utc(clock.stoppedAt()),
            clock.elapsed().toMillis(),
            clock.promisedBy()
        };
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
