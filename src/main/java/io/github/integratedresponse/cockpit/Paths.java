package io.github.integratedresponse.cockpit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Groups the instances of a process that have ended by the path they took. Restricted incidents are in no group. */
@Component
class Paths {

    /** How many instances are looked at: those that ended last. */
    static final int MOST_INSTANCES = 2_000;

    private static final int MOST_PATHS = 50;
    private static final int EXAMPLES = 5;

    /**
     * Several runs of one element right after each other, such as those of a multi-instance, are one step of the path. The {@code offset 0}
     * makes the database look up each instance, however long the history is.
     */
    private static final String CHOSEN =
            """
            with chosen as materialized (
                select i.proc_inst_id_ as id, i.business_key_, i.duration_, i.end_time_ from act_hi_procinst i
                where i.proc_def_id_ = any (:definitions) and i.end_time_ >= :engineFrom and i.end_time_ < :engineTo and"""
                    + Fates.OPEN_INSTANCE
                    + """
                 order by i.end_time_ desc, i.id_ limit :most
            ), step as (
                select id, element, row_number() over taken as n, lag(element) over taken as before
                from (select c.id, split_part(a.act_id_, '#', 1) as element, a.start_time_, a.sequence_counter_, a.id_
                    from chosen c cross join lateral (select * from act_hi_actinst h where h.proc_inst_id_ = c.id offset 0) a) run
                window taken as (partition by id order by start_time_, sequence_counter_, id_)
            ), way as (
                select id, string_agg(element, e'\\n' order by n) as ordered, string_agg(distinct element, e'\\n' order by element) as used
                from step where element is distinct from before group by id
            ), late as (
                select distinct c.process_instance_id as id from response.sla_clock c
                where c.process_instance_id = any (array(select id from chosen)) and c.stopped_at is not null and """
                    + Fates.BROKEN
                    + ")";

    private static final String GROUPED =
            """
            select (array_agg(w.ordered order by c.end_time_ desc, c.id))[1] as path, count(*) as instances,
                percentile_disc(0.5) within group (order by c.duration_) as took, count(late.id) as late,
                (array_agg(c.id order by c.end_time_ desc, c.id))[1\\:%d] as ids,
                (array_agg(coalesce(c.business_key_, '') order by c.end_time_ desc, c.id))[1\\:%d] as keys
            from chosen c join way w on w.id = c.id left join late on late.id = c.id
            group by w.%s order by count(*) desc, max(c.end_time_) desc, 1 limit :paths""";

    private static final String COUNTED =
            "select count(*) as instances, count(distinct w.%s) as paths, min(c.end_time_) as oldest from chosen c join way w on w.id = c.id";

    private static final String NAMES =
            "select split_part(a.act_id_, '#', 1) as element, max(a.act_name_) as name from act_hi_actinst a"
                    + " where a.proc_inst_id_ = any (?) and a.act_name_ is not null group by 1";

    private final JdbcClient jdbc;

    Paths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What makes two paths the same. */
    enum Same {
        /** The same elements in the same order. */
        ORDER,
        /** The same elements, whichever was first: branches that run side by side make no difference. */
        ELEMENTS
    }

    /** An instance that took a path. */
    record Example(String id, @Nullable String businessKey) {}

    /**
     * A path that instances took.
     *
     * @param elements in the order in which the newest of these instances reached them
     * @param share of the instances looked at, to four decimals
     * @param medianSeconds from start to end
     * @param lateShare how many of them broke a promise of their own, as a share to four decimals
     * @param newest the instances that ended last, five at most
     */
    record Path(
            List<String> elements,
            long instances,
            double share,
            double medianSeconds,
            double lateShare,
            List<Example> newest) {}

    /**
     * The paths of a process, the most usual first; fifty at most.
     *
     * @param instances how many instances were looked at
     * @param mostInstances how many are looked at: those that ended last
     * @param since when the oldest of them ended; null when there are none
     * @param paths how many paths there are
     * @param names what diagrams call the elements, by id
     */
    record PathLines(
            String process,
            @Nullable Integer version,
            LocalDate from,
            LocalDate to,
            Same same,
            long instances,
            int mostInstances,
            @Nullable Instant since,
            long paths,
            List<Path> items,
            Map<String, String> names) {}

    private record Counted(long instances, long paths, @Nullable Instant oldest) {}

    PathLines of(Asked asked, Same same) {
        String column = same == Same.ORDER ? "ordered" : "used";
        Counted counted = chosen(asked, COUNTED.formatted(column))
                .query((row, n) -> new Counted(
                        row.getLong("instances"),
                        row.getLong("paths"),
                        row.getTimestamp("oldest") == null
                                ? null
                                : row.getTimestamp("oldest").toInstant()))
                .single();
        List<Path> paths = chosen(asked, GROUPED.formatted(EXAMPLES, EXAMPLES, column))
                .param("paths", MOST_PATHS)
                .query((row, n) -> path(row, counted.instances()))
                .list();
        return new PathLines(
                asked.process(),
                asked.version(),
                asked.weeks().from(),
                asked.weeks().to(),
                same,
                counted.instances(),
                MOST_INSTANCES,
                counted.oldest(),
                counted.paths(),
                paths,
                names(paths));
    }

    private JdbcClient.StatementSpec chosen(Asked asked, String what) {
        return jdbc.sql(CHOSEN + what)
                .param("definitions", asked.definitions())
                .param("engineFrom", asked.engineFrom())
                .param("engineTo", asked.engineTo())
                .param("most", MOST_INSTANCES);
    }

    private static Path path(ResultSet row, long all) throws SQLException {
        long instances = row.getLong("instances");
        List<String> ids = texts(row.getArray("ids"));
        List<String> keys = texts(row.getArray("keys"));
        List<Example> newest = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            newest.add(new Example(ids.get(i), keys.get(i).isEmpty() ? null : keys.get(i)));
        }
        return new Path(
                List.of(row.getString("path").split("\n")),
                instances,
                share(instances, all),
                row.getDouble("took") / 1000,
                share(row.getLong("late"), instances),
                newest);
    }

    private static double share(long part, long all) {
        return Math.round(10_000.0 * part / all) / 10_000.0;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private Map<String, String> names(List<Path> paths) {
        Map<String, String> names = new LinkedHashMap<>();
        String[] examples =
                paths.stream().map(path -> path.newest().get(0).id()).toArray(String[]::new);
        jdbc.sql(NAMES).param(examples).query(row -> {
            names.put(row.getString("element"), row.getString("name"));
        });
        return names;
    }
}
