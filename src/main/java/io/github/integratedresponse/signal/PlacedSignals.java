package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.Restrictions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Waits for what becomes of signals, for those who would rather wait than ask again. */
@Component
class PlacedSignals {

    private static final long SHORTEST_PAUSE = 15;
    private static final long LONGEST_PAUSE = 250;

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    PlacedSignals(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    private record Placed(String disposition, String incident) {}

    /** @return the receipts, of those that were placed in time with what became of them */
    List<Receipt> await(List<Receipt> receipts, Duration patience) {
        List<Long> ids = receipts.stream()
                .filter(receipt -> receipt.disposition().equals(Receipt.ACCEPTED))
                .map(receipt -> Objects.requireNonNull(receipt.signalId()))
                .distinct()
                .toList();
        long end = System.nanoTime() + patience.toNanos();
        long pause = SHORTEST_PAUSE;
        Map<Long, Placed> placed = placed(ids);
        while (placed.size() < ids.size() && System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            placed = placed(ids);
        }
        Map<Long, Placed> became = placed;
        return receipts.stream()
                .map(receipt -> {
                    Placed one = receipt.disposition().equals(Receipt.ACCEPTED) ? became.get(receipt.signalId()) : null;
                    return one == null
                            ? receipt
                            : receipt.became(one.disposition(), restrictions.nameByKey(one.incident()));
                })
                .toList();
    }

    private Map<Long, Placed> placed(List<Long> ids) {
        Map<Long, Placed> placed = new HashMap<>();
        jdbc.sql("select id, disposition, incident from response.signal_register where id = any(?)"
                        + " and disposition <> 'WAITING'")
                .param(ids.toArray(Long[]::new))
                .query(row -> {
                    placed.put(
                            row.getLong("id"),
                            new Placed(
                                    row.getString("disposition").toLowerCase(Locale.ROOT), row.getString("incident")));
                });
        return placed;
    }
}
