package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Paused;
import io.github.integratedresponse.sla.SlaFigures.Pauses;
import io.github.integratedresponse.sla.Weeks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up how long clocks stood still; pauses that go on count up to the moment at which it is asked. */
@Component
class PausedTime {

    private final JdbcClient jdbc;

    PausedTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Pauses pauses(Weeks weeks, Filter filter, Instant now) {
        Slice slice = new Slice(filter, List.of());
        String period = " where p.week >= :from and p.week < :to";
        String sums = (slice.narrowed() & ~Slice.KIND) != 0
                ? selected("k", "")
                        + " from response.sla_counted_pause p join response.sla_counted c on c.clock_id = p.clock_id"
                        + " join response.sla_kind k on k.id = c.kind" + period + slice.ofKinds("c") + slice.ofRow("c")
                : slice.pieces(weeks).stream()
                        .map(piece -> selected("k", "") + " from response.sla_pause_rollup p"
                                + " join response.sla_kind k on k.id = p.kind where true" + slice.ofKinds("p")
                                + piece.of("p"))
                        .collect(Collectors.joining(" union all "));
        String sql = "with unsettled as (select clock_id from response.sla_unsettled('-infinity'))"
                + " select clock, reason, sum(pauses) as pauses, sum(going_on) as going_on,"
                + " sum(ms) + sum(going_on) * round(extract(epoch from cast(:now as timestamptz)) * 1000) - sum(began_ms) as ms from ("
                + sums
                + " union all " + selected("k", "-") + " from unsettled u" + Adherences.COUNTED
                + " join response.sla_kind k on k.id = c.kind cross join lateral (select * from response.sla_counted_pause p"
                + " where p.clock_id = c.clock_id offset 0) p" + period + slice.ofKind("k") + slice.ofRow("c")
                + " union all " + selected("t", "") + " from unsettled u" + Adherences.TRUTH
                + " cross join lateral (select * from response.sla_pause_truth p where p.clock_id = t.clock_id offset 0) p"
                + period + slice.ofKind("t") + slice.ofRow("t")
                + ") paused (clock, reason, pauses, ms, going_on, began_ms) group by clock, reason having sum(pauses) > 0"
                + " order by clock, reason";
        List<Paused> groups = jdbc.sql(sql)
                .params(slice.values())
                .param("from", weeks.from())
                .param("to", weeks.to())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Paused(
                        row.getString("clock"),
                        row.getString("reason"),
                        row.getLong("pauses"),
                        row.getLong("going_on"),
                        Math.max(0, Math.round(row.getLong("ms") / 1000.0))))
                .list();
        return new Pauses(weeks.from(), weeks.to(), groups);
    }

    private static String selected(String kind, String sign) {
        return "select %1$s.clock, p.reason, %2$sp.pauses, %2$sp.ms, %2$sp.going_on, %2$sp.began_ms"
                .formatted(kind, sign);
    }
}
