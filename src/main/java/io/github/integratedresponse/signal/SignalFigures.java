package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.Restrictions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many signals there are, for people who watch. */
@Component
class SignalFigures {

    private final JdbcClient jdbc;
    private final Restrictions restrictions;
    private final Clock clock;

    SignalFigures(JdbcClient jdbc, Restrictions restrictions, Clock clock) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /**
     * How many there are at a time. What belongs to incidents that the person asking may not know of is left out.
     *
     * @param waiting how many wait to be placed
     * @param oldestWaitingSeconds how long the oldest of them has waited; {@code null} when none waits
     * @param takenToday how many came in since midnight, UTC
     * @param today the same by what became of them
     */
    record Figures(
            Instant asOf,
            long waiting,
            @Nullable Long oldestWaitingSeconds,
            long takenToday,
            Map<String, Long> today) {}

    Figures now() {
        Instant now = clock.instant();
        Map<String, Long> today = new TreeMap<>();
        Signals.visible(restrictions, "g.id")
                .and("g.received_at >= ?", now.truncatedTo(ChronoUnit.DAYS))
                .counts(jdbc, "g.disposition", "response.signal_register g")
                .forEach((disposition, count) -> today.put(disposition.toLowerCase(Locale.ROOT), count));
        long waiting = jdbc.sql("select count(*) from response.signal_register where disposition = 'WAITING'")
                .query(Long.class)
                .single();
        Optional<Instant> oldest = jdbc.sql("select received_at from response.signal_register"
                        + " where disposition = 'WAITING' order by received_at limit 1")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
        return new Figures(
                now,
                waiting,
                oldest.map(since -> Duration.between(since, now).toSeconds()).orElse(null),
                today.values().stream().mapToLong(Long::longValue).sum(),
                today);
    }
}
