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

/** Adds up how long clocks stood still: pauses that are over from their sums, those that go on as they stand. */
@Component
class PausedTime {

    private static final String MS = "round(extract(epoch from %s - p.began_at) * 1000)::bigint";

    private final JdbcClient jdbc;

    PausedTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Pauses pauses(Weeks weeks, Filter filter, Instant now) {
        Slice slice = new Slice(filter, List.of());
        String counted = " join response.sla_kind k on k.id = c.kind where p.week >= :from and p.week < :to"
                + slice.ofKinds("c") + slice.ofRow("c");
        String sums = (slice.narrowed() & ~Slice.KIND) != 0
                ? "select k.clock, p.reason, p.pauses, 0, p.ms from response.sla_counted_pause p"
                        + " join response.sla_counted c on c.clock_id = p.clock_id" + counted
                : slice.pieces(weeks).stream()
                        .map(piece -> "select k.clock, p.reason, p.pauses, 0, p.ms from response.sla_pause_rollup p"
                                + " join response.sla_kind k on k.id = p.kind where true" + slice.ofKinds("p")
                                + piece.of("p"))
                        .collect(Collectors.joining(" union all "));
        String ofTruth = slice.ofKind("t") + slice.ofRow("t");
        String sql = "with unsettled as (select clock_id from response.sla_unsettled('-infinity'))"
                + " select clock, reason, sum(pauses) as pauses, sum(going_on) as going_on, sum(ms) as ms from (" + sums
                + " union all select k.clock, p.reason, -p.pauses, 0, -p.ms from unsettled u" + Adherences.COUNTED
                + " cross join lateral (select * from response.sla_counted_pause p where p.clock_id = c.clock_id offset 0) p"
                + counted
                + " union all select t.clock, p.reason, 1, 0, " + MS.formatted("p.ended_at") + " from unsettled u"
                + Adherences.TRUTH
                + " cross join lateral (select * from response.sla_pause p where p.clock_id = t.clock_id offset 0) p"
                + " where p.ended_at is not null and response.sla_week(p.began_at) >= :from"
                + " and response.sla_week(p.began_at) < :to" + ofTruth
                + " union all select t.clock, p.reason, 1, 1, greatest(0, " + MS.formatted("cast(:now as timestamptz)")
                + ") from response.sla_pause p cross join lateral (select * from response.sla_truth(:now) t"
                + " where t.clock_id = p.clock_id offset 0) t where p.ended_at is null"
                + " and response.sla_week(p.began_at) >= :from and response.sla_week(p.began_at) < :to" + ofTruth
                + ") paused (clock, reason, pauses, going_on, ms) group by clock, reason having sum(pauses) > 0"
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
                        Math.round(row.getLong("ms") / 1000.0)))
                .list();
        return new Pauses(weeks.from(), weeks.to(), groups);
    }
}
