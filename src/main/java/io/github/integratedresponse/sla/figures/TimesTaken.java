package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Times;
import io.github.integratedresponse.sla.SlaFigures.Took;
import io.github.integratedresponse.sla.Weeks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds percentiles exactly without sorting everything: histograms that are kept tell in which bucket a rank lies, and an index tells
 * the values of that bucket in their order. Where no histogram is kept of what is asked for, few values remain, which are sorted.
 */
@Component
class TimesTaken {

    private static final double[] SHARES = {0.5, 0.9, 0.95, 0.99};

    private static final int BUCKETS = 400;

    /** The columns that histograms tell apart, one of them at a time. */
    private static final int TOLD = Slice.SEVERITY | Slice.DIVISION | Slice.REGION;

    private final JdbcClient jdbc;

    TimesTaken(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Times times(Weeks weeks, @Nullable By by, Filter filter, Instant now) {
        Slice slice = new Slice(filter, by);
        int told = slice.told();
        boolean kept = (told & ~TOLD) == 0 && Integer.bitCount(told) <= 1;
        return new Times(weeks.from(), weeks.to(), by, kept ? found(weeks, slice, now) : sorted(weeks, slice, now));
    }

    private record Group(String measure, String key) implements Comparable<Group> {

        @Override
        public int compareTo(Group other) {
            int first = measure.compareTo(other.measure);
            return first == 0 ? key.compareTo(other.key) : first;
        }
    }

    /** One value of a clock that moved since the histograms were made. */
    private record Moved(Group group, int bucket, int sign, long ms) {}

    /** The place of a value that is asked for: so many values of its bucket come before it. */
    private record Rank(Group group, int bucket, long before) {}

    private List<Took> found(Weeks weeks, Slice slice, Instant now) {
        SortedMap<Group, int[]> histograms = new TreeMap<>();
        String part = "select t.measure, " + slice.keys("t", "t", "week")
                + " as key, t.counts from response.sla_took t where t.mask = "
                + (slice.told() >> 2) + column(slice, Slice.SEVERITY, "severity")
                + column(slice, Slice.DIVISION, "division") + column(slice, Slice.REGION, "region");
        String all = slice.pieces(weeks).stream()
                .map(piece -> part + piece.of("t"))
                .collect(Collectors.joining(" union all "));
        jdbc.sql(all).params(slice.values()).query(row -> {
            add(histograms, group(row), (Integer[]) row.getArray("counts").getArray());
        });
        List<Moved> moved = moved(weeks, slice, now);
        for (Moved one : moved) {
            histograms.computeIfAbsent(one.group(), group -> new int[BUCKETS])[one.bucket()] += one.sign();
        }
        List<Rank> ranks = new ArrayList<>();
        Map<Group, Long> sizes = new HashMap<>();
        histograms.forEach((group, counts) -> {
            long size = IntStream.of(counts).asLongStream().sum();
            if (size > 0) {
                sizes.put(group, size);
                for (double share : SHARES) {
                    ranks.add(rank(group, counts, Math.max(1, (long) Math.ceil(share * size))));
                }
            }
        });
        double[] values = values(weeks, slice, ranks, moved, now);
        List<Took> groups = new ArrayList<>();
        for (int i = 0; i < ranks.size(); i += SHARES.length) {
            Group group = ranks.get(i).group();
            groups.add(new Took(
                    group.measure(),
                    group.key(),
                    sizes.getOrDefault(group, 0L),
                    values[i],
                    values[i + 1],
                    values[i + 2],
                    values[i + 3]));
        }
        return groups;
    }

    private static String column(Slice slice, int bit, String name) {
        if ((slice.told() & bit) == 0) {
            return " and t." + name + " = ''";
        }
        return (slice.narrowed() & bit) == 0 ? "" : " and t." + name + " = :" + name;
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(row.getString("measure"), row.getString("key"));
    }

    /** @param counts the number of the first bucket, and what is in it and those after it */
    private static void add(Map<Group, int[]> histograms, Group group, Integer[] counts) {
        int[] sums = histograms.computeIfAbsent(group, some -> new int[BUCKETS]);
        int low = counts[0];
        for (int i = 1; i < counts.length; i++) {
            sums[low + i - 1] += counts[i];
        }
    }

    /** @param rank counted from 1 */
    private static Rank rank(Group group, int[] counts, long rank) {
        long before = 0;
        int bucket = 0;
        while (before + counts[bucket] < rank) {
            before += counts[bucket];
            bucket++;
        }
        return new Rank(group, bucket, rank - before - 1);
    }

    private List<Moved> moved(Weeks weeks, Slice slice, Instant now) {
        String sql = "with unsettled as (select clock_id from response.sla_unsettled('-infinity'))"
                + " select c.measure, " + slice.keys("c", "c", "done_week")
                + " as key, c.bucket, -1 as sign, c.took_ms from unsettled u" + Adherences.COUNTED
                + " where c.done_week >= :from and c.done_week < :to" + slice.ofRow("c")
                + " union all select t.measure, " + slice.keys("t", "t", "done_week")
                + ", response.sla_bucket(t.took_ms), 1, t.took_ms from unsettled u" + Adherences.TRUTH
                + " where t.done_week >= :from and t.done_week < :to" + slice.ofRow("t");
        return jdbc.sql(sql)
                .params(values(weeks, slice, now))
                .query((row, n) ->
                        new Moved(group(row), row.getInt("bucket"), row.getInt("sign"), row.getLong("took_ms")))
                .list();
    }

    /** The values at these places, in their order, in seconds. */
    private double[] values(Weeks weeks, Slice slice, List<Rank> ranks, List<Moved> moved, Instant now) {
        double[] values = new double[ranks.size()];
        if (ranks.isEmpty()) {
            return values;
        }
        String week = slice.by(By.WEEK)
                ? " and c.done_week = r.key::date"
                : " and c.done_week >= :from and c.done_week < :to";
        String group = slice.by(By.SEVERITY)
                ? " and c.severity = r.key"
                : slice.by(By.DIVISION)
                        ? " and c.division = r.key"
                        : slice.by(By.REGION) ? " and c.region = r.key" : "";
        String without = moved.isEmpty()
                ? ""
                : " and not exists (select 1 from response.sla_unsettled('-infinity') u where u.clock_id = c.clock_id)";
        String with = moved.isEmpty()
                ? ""
                : " union all select m.ms from unnest(:movedMeasures::text[], :movedKeys::text[], :movedBuckets::integer[],"
                        + " :movedMs::bigint[]) m (measure, key, bucket, ms)"
                        + " where m.measure = r.measure and m.key = r.key and m.bucket = r.bucket";
        String sql = "select r.place, found.ms from unnest(:measures::text[], :keys::text[], :buckets::smallint[],"
                + " :before::bigint[]) with ordinality r (measure, key, bucket, before, place) cross join lateral (select ms from ("
                + "select c.took_ms from response.sla_counted c where c.measure = r.measure and c.bucket = r.bucket"
                + week + group + slice.ofRow("c") + without + with
                + ") bucket (ms) order by ms offset r.before limit 1) found";
        List<Moved> come = moved.stream().filter(one -> one.sign() > 0).toList();
        Map<String, Object> asked = values(weeks, slice, now);
        asked.put("measures", ranks.stream().map(rank -> rank.group().measure()).toArray(String[]::new));
        asked.put("keys", ranks.stream().map(rank -> rank.group().key()).toArray(String[]::new));
        asked.put("buckets", ranks.stream().map(rank -> (short) rank.bucket()).toArray(Short[]::new));
        asked.put("before", ranks.stream().map(Rank::before).toArray(Long[]::new));
        asked.put(
                "movedMeasures", come.stream().map(one -> one.group().measure()).toArray(String[]::new));
        asked.put("movedKeys", come.stream().map(one -> one.group().key()).toArray(String[]::new));
        asked.put("movedBuckets", come.stream().map(Moved::bucket).toArray(Integer[]::new));
        asked.put("movedMs", come.stream().map(Moved::ms).toArray(Long[]::new));
        jdbc.sql(sql).params(asked).query(row -> {
            values[row.getInt("place") - 1] = row.getLong("ms") / 1000.0;
        });
        return values;
    }

    private List<Took> sorted(Weeks weeks, Slice slice, Instant now) {
        String sql = "with unsettled as materialized (select clock_id from response.sla_unsettled('-infinity'))"
                + " select measure, key, count(*) as count,"
                + " percentile_disc(array[0.5, 0.9, 0.95, 0.99]) within group (order by ms) as ms from ("
                + "select c.measure, " + slice.keys("k", "c", "done_week") + ", c.took_ms from response.sla_counted c"
                + (slice.aboutKind() ? " join response.sla_kind k on k.id = c.kind" : "")
                + " where c.measure is not null and c.done_week >= :from and c.done_week < :to" + slice.ofKinds("c")
                + slice.ofRow("c") + " and c.clock_id not in (select clock_id from unsettled)"
                + " union all select t.measure, " + slice.keys("t", "t", "done_week") + ", t.took_ms from unsettled u"
                + Adherences.TRUTH + " where t.done_week >= :from and t.done_week < :to" + slice.ofKind("t")
                + slice.ofRow("t") + ") took (measure, key, ms) group by measure, key order by measure, key";
        return jdbc.sql(sql)
                .params(values(weeks, slice, now))
                .query((row, n) -> {
                    Long[] ms = (Long[]) row.getArray("ms").getArray();
                    return new Took(
                            row.getString("measure"),
                            row.getString("key"),
                            row.getLong("count"),
                            ms[0] / 1000.0,
                            ms[1] / 1000.0,
                            ms[2] / 1000.0,
                            ms[3] / 1000.0);
                })
                .list();
    }

    private static Map<String, Object> values(Weeks weeks, Slice slice, Instant now) {
        Map<String, Object> values = new HashMap<>(slice.values());
        values.put("from", weeks.from());
        values.put("to", weeks.to());
        values.put("now", now.atOffset(ZoneOffset.UTC));
        return values;
    }
}
