package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.process.Planning;
import io.github.integratedresponse.sla.SlaFigures.Adherence;
import io.github.integratedresponse.sla.SlaFigures.By;
import io.github.integratedresponse.sla.SlaFigures.Cell;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Kept;
import io.github.integratedresponse.sla.SlaFigures.Matrix;
import io.github.integratedresponse.sla.SlaFigures.Punctual;
import io.github.integratedresponse.sla.SlaFigures.Reviews;
import io.github.integratedresponse.sla.Weeks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts how promises were kept: from sums where there are sums of what is asked for, else from the few clocks that remain. To either it
 * adds what the sums don't know yet.
 */
@Component
class Adherences {

    private static final List<String> REVIEWS = List.of("slr-held", "slr-published", "sor-held", "shr-held");

    private static final String COLUMNS = "met, met_late, overdue, called_off_late, cancelled, late_ms, paused_ms";

    private static final String SUMS = "sum(met) as met, sum(met_late) as met_late, sum(overdue) as overdue,"
            + " sum(called_off_late) as called_off_late, sum(cancelled) as cancelled, sum(late_ms) as late_ms,"
            + " sum(paused_ms) as paused_ms";

    /** How a clock was counted: one by one and by its number, however many the database expects. */
    static final String COUNTED =
            " cross join lateral (select * from response.sla_counted c where c.clock_id = u.clock_id offset 0) c";

    /** How it counts now. */
    static final String TRUTH =
            " cross join lateral (select * from response.sla_truth(:now) t where t.clock_id = u.clock_id offset 0) t";

    private final JdbcClient jdbc;
    private final Planning planning;
    private final AdherenceProperties aim;

    Adherences(JdbcClient jdbc, Planning planning, AdherenceProperties aim) {
        this.jdbc = jdbc;
        this.planning = planning;
        this.aim = aim;
    }

    Adherence adherence(Weeks weeks, By by, Filter filter, PageRequest asked, Instant now) {
        Slice slice = new Slice(filter, by);
        if (by != By.PRODUCT && by != By.OWNER) {
            List<Kept> groups = rolledUp(slice)
                    ? planning.onceForAll(() -> kept(weeks, slice, null, now))
                    : kept(weeks, slice, null, now);
            return new Adherence(weeks.from(), weeks.to(), aim.adherenceTarget(), by, groups, groups.size());
        }
        Keys keys = keys(filter, by, asked, now);
        List<Kept> groups = keys.page().isEmpty() ? List.of() : inOrder(keys.page(), kept(weeks, slice, keys, now));
        return new Adherence(weeks.from(), weeks.to(), aim.adherenceTarget(), by, groups, keys.total());
    }

    Matrix matrix(Weeks weeks, Filter filter, Instant now) {
        Slice slice = new Slice(filter, List.of(By.CLOCK, By.SEVERITY));
        List<Cell> cells = jdbc.sql(sums(weeks, slice, null, "clock, severity", "true"))
                .params(values(slice, weeks, null, now))
                .query((row, n) -> cell(row))
                .list();
        return new Matrix(
                weeks.from(),
                weeks.to(),
                aim.adherenceTarget(),
                cells.stream()
                        .filter(cell -> cell.due() > 0 || cell.cancelled() > 0)
                        .toList());
    }

    Reviews reviews(Weeks weeks, Filter filter, Instant now) {
        Filter place = new Filter(
                null,
                null,
                null,
                filter.severity(),
                filter.division(),
                filter.product(),
                filter.owner(),
                filter.region());
        Slice slice = new Slice(place, List.of(By.WEEK, By.CLOCK));
        List<Punctual> groups = jdbc.sql(sums(weeks, slice, null, "week, clock", "clock = any (:reviews)"))
                .params(values(slice, weeks, null, now))
                .param("reviews", REVIEWS.toArray(String[]::new))
                .query((row, n) -> punctual(row))
                .list();
        return new Reviews(
                weeks.from(),
                weeks.to(),
                groups.stream().filter(week -> week.due() > 0).toList());
    }

    private List<Kept> kept(Weeks weeks, Slice slice, @Nullable Keys keys, Instant now) {
        return jdbc
                .sql(sums(weeks, slice, keys, "key", "true"))
                .params(values(slice, weeks, keys, now))
                .query((row, n) -> kept(row))
                .list()
                .stream()
                .filter(group -> group.due() > 0 || group.cancelled() > 0)
                .toList();
    }

    /** The products or owners of a page. */
    private record Keys(By by, List<String> page, long total) {

        String of(String row) {
            return " and " + row + (by == By.OWNER ? ".owner" : ".product") + " = any (:keys)";
        }
    }

    private Keys keys(Filter filter, By by, PageRequest asked, Instant now) {
        Slice place = new Slice(
                new Filter(
                        null, null, null, null, filter.division(), filter.product(), filter.owner(), filter.region()),
                by);
        String sql = "with unsettled as (select clock_id from response.sla_unsettled(:now)), keys as (select key from ("
                + "select " + place.keys("a", "a", "week") + ", a.counted from response.sla_answerable a where true"
                + place.ofRow("a")
                + " union all select " + place.keys("c", "c", "week") + ", -1 from unsettled u" + COUNTED
                + " where c.week is not null" + place.ofRow("c")
                + " union all select " + place.keys("t", "t", "week") + ", 1 from unsettled u" + TRUTH
                + " where t.week is not null" + place.ofRow("t")
                + ") known (key, counted) group by key having sum(counted) > 0)"
                + " select array(select key from keys order by key limit :size offset :offset) as page,"
                + " (select count(*) from keys) as total";
        return jdbc.sql(sql)
                .params(place.values())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("size", asked.size())
                .param("offset", asked.offset())
                .query((row, n) ->
                        new Keys(by, List.of((String[]) row.getArray("page").getArray()), row.getLong("total")))
                .single();
    }

    /** What is counted, and what that has to lose and to gain for clocks that moved since. */
    private static String sums(Weeks weeks, Slice slice, @Nullable Keys keys, String names, String condition) {
        return "with unsettled as (select clock_id from response.sla_unsettled(:now)) select " + names + ", " + SUMS
                + " from (" + (rolledUp(slice) ? rollup(weeks, slice, keys) : clocks(slice, keys))
                + " union all select " + slice.keys("k", "c", "week") + ", " + of("c", "-") + " from unsettled u"
                + COUNTED
                + " join response.sla_kind k on k.id = c.kind where c.week >= :from and c.week < :to"
                + slice.ofKind("k")
                + slice.ofRow("c") + (keys == null ? "" : keys.of("c"))
                + " union all select " + slice.keys("t", "t", "week") + ", " + of("t", "") + " from unsettled u" + TRUTH
                + " where t.week >= :from and t.week < :to" + slice.ofKind("t") + slice.ofRow("t")
                + (keys == null ? "" : keys.of("t")) + ") counted (" + names + ", " + COLUMNS + ") where " + condition
                + " group by " + names + " order by " + names;
    }

    /** Whether there are sums for what is told apart. */
    private static boolean rolledUp(Slice slice) {
        int told = slice.told();
        int others = told & ~(Slice.OWNER | Slice.PRODUCT);
        return switch (told & (Slice.OWNER | Slice.PRODUCT)) {
            case 0 -> Integer.bitCount(told) <= 3;
            case Slice.OWNER -> Integer.bitCount(others) <= 1 && others != Slice.REGION;
            case Slice.PRODUCT -> others == 0 || others == Slice.DIVISION;
            default -> false;
        };
    }

    private static String rollup(Weeks weeks, Slice slice, @Nullable Keys keys) {
        int told = slice.told();
        // weeks are told apart by every row
        int mask = told == 0 ? Slice.SEVERITY : told;
        String from = " from (select r.*, r.other as owner, r.other as product from response.sla_rollup r) r"
                + ((mask & Slice.KIND) == 0 ? "" : " join response.sla_kind k on k.id = r.kind") + " where r.mask = "
                + mask
                + ((mask & Slice.KIND) == 0 ? " and r.kind = 0" : slice.ofKinds("r"))
                + column(slice, mask, Slice.SEVERITY, "severity")
                + column(slice, mask, Slice.DIVISION, "division")
                + column(slice, mask, Slice.REGION, "region")
                + other(slice, mask, keys);
        return slice.pieces(weeks).stream()
                .map(piece -> "select " + slice.keys("k", "r", "week") + ", " + COLUMNS + from + piece.of("r"))
                .collect(Collectors.joining(" union all "));
    }

    /** A column that isn't told apart is empty, one that has one value has it, and one that tells the groups apart has any. */
    private static String column(Slice slice, int mask, int bit, String name) {
        if ((mask & bit) == 0) {
            return " and r." + name + " = ''";
        }
        return (slice.narrowed() & bit) == 0 ? "" : " and r." + name + " = :" + name;
    }

    private static String other(Slice slice, int mask, @Nullable Keys keys) {
        int other = mask & (Slice.OWNER | Slice.PRODUCT);
        if (other == 0) {
            return " and r.other = ''";
        }
        if ((slice.narrowed() & other) != 0) {
            return " and r.other = " + (other == Slice.OWNER ? ":owner" : ":product");
        }
        return keys == null ? "" : " and r.other = any (:keys)";
    }

    private static String clocks(Slice slice, @Nullable Keys keys) {
        return "select " + slice.keys("k", "c", "week") + ", " + of("c", "")
                + " from response.sla_counted c join response.sla_kind k on k.id = c.kind"
                + " where c.week >= :from and c.week < :to" + slice.ofKinds("c") + slice.ofRow("c")
                + (keys == null ? "" : keys.of("c"));
    }

    private static String of(String row, String sign) {
        return Stream.of("MET", "MET_LATE", "OVERDUE", "CALLED_OFF_LATE", "CANCELLED")
                        .map(outcome -> sign + "(" + row + ".outcome = '" + outcome + "')::integer")
                        .collect(Collectors.joining(", "))
                + ", " + sign + row + ".late_ms, " + sign + row + ".paused_ms";
    }

    private static Map<String, Object> values(Slice slice, Weeks weeks, @Nullable Keys keys, Instant now) {
        Map<String, Object> values = new HashMap<>(slice.values());
        values.put("from", weeks.from());
        values.put("to", weeks.to());
        values.put("now", now.atOffset(ZoneOffset.UTC));
        if (keys != null) {
            values.put("keys", keys.page().toArray(String[]::new));
        }
        return values;
    }

    /** A product or owner of whom nothing was due in these weeks is there all the same. */
    private static List<Kept> inOrder(List<String> page, List<Kept> found) {
        Map<String, Kept> byKey = new HashMap<>();
        found.forEach(group -> byKey.put(group.key(), group));
        return page.stream()
                .map(key -> byKey.getOrDefault(key, new Kept(key, 0, 0, 0, 0, 0, 0, null, null, 0)))
                .toList();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        long met = row.getLong("met");
        long metLate = row.getLong("met_late");
        long overdue = row.getLong("overdue");
        long calledOffLate = row.getLong("called_off_late");
        long due = met + metLate + overdue + calledOffLate;
        long late = metLate + calledOffLate;
        return new Kept(
                row.getString("key"),
                due,
                met,
                metLate,
                overdue,
                calledOffLate,
                row.getLong("cancelled"),
                share(met, due),
                late == 0 ? null : Math.round(row.getLong("late_ms") / 1000.0 / late),
                Math.round(row.getLong("paused_ms") / 1000.0));
    }

    private static Cell cell(ResultSet row) throws SQLException {
        long met = row.getLong("met");
        long metLate = row.getLong("met_late");
        long overdue = row.getLong("overdue");
        long calledOffLate = row.getLong("called_off_late");
        long due = met + metLate + overdue + calledOffLate;
        return new Cell(
                row.getString("clock"),
                row.getString("severity"),
                due,
                met,
                metLate,
                overdue,
                calledOffLate,
                row.getLong("cancelled"),
                share(met, due));
    }

    private static Punctual punctual(ResultSet row) throws SQLException {
        long met = row.getLong("met");
        long metLate = row.getLong("met_late");
        long overdue = row.getLong("overdue");
        long calledOffLate = row.getLong("called_off_late");
        return new Punctual(
                LocalDate.parse(row.getString("week")),
                row.getString("clock"),
                met + metLate + overdue + calledOffLate,
                met,
                metLate,
                overdue,
                calledOffLate);
    }

    /** @return to four decimals, or null of nothing */
    static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : Math.round(10_000.0 * part / whole) / 10_000.0;
    }
}
