package io.github.integratedresponse.cockpit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What can be drawn on a diagram: where promises break, and how long each element takes. */
@Component
class Elements {

    /** How many runs of elements are looked at for each version: the last ones, so that a long history costs no more than a short one. */
    static final int MOST_RUNS = 5_000;

    private static final String BROKEN = "select activity_id, %s from (%s) decided %s group by activity_id";

    /** A body of several instances is no run of the element, and a gateway takes no time. */
    private static final String TOOK =
            """
            select a.element, max(a.act_type_) as kind, count(*) as runs, min(a.end_time_) as oldest,
                percentile_disc(array[0.5, 0.9]) within group (order by a.duration_) as took
            from unnest(:definitions) d (id)
            cross join lateral (select i.act_id_ as element, i.act_type_, i.end_time_, i.duration_ from act_hi_actinst i
                where i.proc_def_id_ = d.id and i.end_time_ >= :engineFrom and i.end_time_ < :engineTo and i.tenant_id_ is null
                    and i.act_inst_state_ is distinct from 2 and i.act_type_ <> 'multiInstanceBody'
                    and not exists (select 1 from act_hi_procinst p join response.restriction r on r.business_key = p.business_key_
                        and r.lifted_at is null where p.proc_inst_id_ = i.proc_inst_id_)
                order by i.end_time_ desc limit :most) a
            group by a.element""";

    private final JdbcClient jdbc;

    Elements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An element of the diagram.
     *
     * @param kind as the engine has it, such as {@code userTask}; null when it only broke promises
     * @param runs how many of its runs the times are of; runs that were called off are not among them
     * @param brokenShare of the promises it declares, those that were not kept in time, of those due; null when none was due
     */
    record ElementLine(
            String id,
            @Nullable String kind,
            long runs,
            @Nullable Double medianSeconds,
            @Nullable Double p90Seconds,
            long due,
            long broken,
            @Nullable Double brokenShare) {}

    /**
     * Elements that were run or promised something in these weeks.
     *
     * @param runs how many runs were looked at
     * @param mostRuns how many are looked at for each version
     * @param since when the oldest of them ended; null when there are none
     */
    record ElementLines(
            String process,
            @Nullable Integer version,
            LocalDate from,
            LocalDate to,
            long runs,
            int mostRuns,
            @Nullable Instant since,
            List<ElementLine> elements) {}

    private record Took(String kind, long runs, Instant oldest, double median, double p90) {}

    ElementLines of(Asked asked) {
        Map<String, Promises> promises = promises(asked);
        Map<String, Took> took = took(asked);
        List<String> ids = new ArrayList<>(took.keySet());
        promises.keySet().stream().filter(id -> !took.containsKey(id)).forEach(ids::add);
        ids.sort(null);
        List<ElementLine> lines =
                ids.stream().map(id -> line(id, took.get(id), promises.get(id))).toList();
        return new ElementLines(
                asked.process(),
                asked.version(),
                asked.weeks().from(),
                asked.weeks().to(),
                took.values().stream().mapToLong(Took::runs).sum(),
                MOST_RUNS,
                took.values().stream().map(Took::oldest).min(Instant::compareTo).orElse(null),
                lines);
    }

    private static ElementLine line(String id, @Nullable Took took, @Nullable Promises promises) {
        Promises kept = promises == null ? Promises.NONE : promises;
        return new ElementLine(
                id,
                took == null ? null : took.kind(),
                took == null ? 0 : took.runs(),
                took == null ? null : took.median(),
                took == null ? null : took.p90(),
                kept.due(),
                kept.broken(),
                kept.due() == 0 ? null : Math.round(10_000.0 * kept.broken() / kept.due()) / 10_000.0);
    }

    private Map<String, Promises> promises(Asked asked) {
        Map<String, Promises> promises = new HashMap<>();
        String ofVersion = asked.only() == null ? "" : Fates.OF_VERSION;
        jdbc.sql(BROKEN.formatted(Fates.SUMS, Fates.DECIDED, ofVersion))
                .param("process", asked.process())
                .param("from", asked.from())
                .param("to", asked.to())
                .param("now", asked.asOf())
                .param("definition", asked.shown().id())
                .query(row -> {
                    promises.put(row.getString("activity_id"), Promises.of(row));
                });
        return promises;
    }

    private Map<String, Took> took(Asked asked) {
        Map<String, Took> took = new HashMap<>();
        jdbc.sql(TOOK)
                .param("definitions", asked.definitions())
                .param("engineFrom", asked.engineFrom())
                .param("engineTo", asked.engineTo())
                .param("most", MOST_RUNS)
                .query(row -> {
                    took.put(row.getString("element"), took(row));
                });
        return took;
    }

    private static Took took(ResultSet row) throws SQLException {
        Object[] took = (Object[]) row.getArray("took").getArray();
        return new Took(
                row.getString("kind"),
                row.getLong("runs"),
                row.getTimestamp("oldest").toInstant(),
                ((Number) took[0]).doubleValue() / 1000,
                ((Number) took[1]).doubleValue() / 1000);
    }
}
