package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.Measured;
import io.github.integratedresponse.process.Measurement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the platform is behind with what comes in. */
@Component
class SignalMeasurements implements Measured {

    private static final int MOST_COUNTED = 100_000;

    private final SignalWriters writers;
    private final JdbcClient jdbc;
    private final Clock clock;

    SignalMeasurements(SignalWriters writers, JdbcClient jdbc, Clock clock) {
        this.writers = writers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Measurement> measure() {
        return List.of(
                Measurement.gauge("response_signals_to_write", "Findings in memory that wait to be written")
                        .add(writers.waiting()),
                Measurement.gauge("response_signals_to_place", "Signals that wait to be placed, counted up to 100,000")
                        .add(jdbc.sql("select count(*) from (select 1 from response.signal_register"
                                        + " where disposition = 'WAITING' limit ?) waiting")
                                .param(MOST_COUNTED)
                                .query(Double.class)
                                .single()),
                Measurement.gauge(
                                "response_oldest_signal_to_place_seconds",
                                "For how long the oldest signal waits to be placed; 0 when none does")
                        .add(Objects.requireNonNull(jdbc.sql(
                                        "select coalesce(greatest(extract(epoch from ?::timestamptz - min(received_at)), 0), 0)"
                                                + " from response.signal_register where disposition = 'WAITING'")
                                .param(clock.instant().atOffset(ZoneOffset.UTC))
                                .query(Double.class)
                                .single())));
    }
}
