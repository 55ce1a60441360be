package io.github.integratedresponse.signal;

import io.github.integratedresponse.access.Restrictions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signals that somebody kept quiet. */
@Component
class QuietSignals {

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    QuietSignals(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /** @param disposition what became of it since */
    record Line(long signalId, String source, String title, int severityId, Instant receivedAt, String disposition) {}

    /** @return the last that a suppression kept quiet; one that belongs to an incident you may not know of by now is left out */
    List<Line> latest(long suppression, int limit) {
        return Signals.visible(restrictions, "g.id")
                .and("g.suppression_id = ?", suppression)
                .first(
                        jdbc,
                        "g.id, g.source, g.received_at, g.disposition, s.title, s.severity_id",
                        "response.signal_register g join response.signal s on s.id = g.id and s.received_at = g.received_at",
                        "g.received_at desc, g.id desc",
                        limit,
                        (row, n) -> new Line(
                                row.getLong("id"),
                                row.getString("source"),
                                row.getString("title"),
                                row.getInt("severity_id"),
                                row.getTimestamp("received_at").toInstant(),
                                row.getString("disposition").toLowerCase(Locale.ROOT)));
    }
}
