package io.github.integratedresponse.process;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps what was measured for ten seconds, however many ask. What can't be measured is left out, so that a scrape still tells the rest.
 */
class Scraped implements MultiCollector {

    static final Duration KEPT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Scraped.class);

    private final Measured measured;
    private final Clock clock;
    private MetricSnapshots last = MetricSnapshots.of();
    private Instant at = Instant.MIN;

    Scraped(Measured measured, Clock clock) {
        this.measured = measured;
        this.clock = clock;
    }

    @Override
    public synchronized MetricSnapshots collect() {
        Instant now = clock.instant();
        boolean old = at.equals(Instant.MIN) || Duration.between(at, now).abs().compareTo(KEPT) >= 0;
        if (old) {
            at = now;
            last = measure();
        }
        return last;
    }

    private MetricSnapshots measure() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        try {
            measured.measure().forEach(measurement -> snapshots.metricSnapshot(measurement.snapshot()));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} could not be measured", measured.getClass().getSimpleName(), e);
            return MetricSnapshots.of();
        }
        return snapshots.build();
    }
}
