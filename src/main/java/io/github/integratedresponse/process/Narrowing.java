package io.github.integratedresponse.process;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a list is narrowed to: conditions that must all hold, each with its values.
 *
 * <p>A value may be an enum constant, which stands for its name, an instant, or a collection of texts, which stands for an SQL array. A
 * condition is SQL from the code, with a {@code ?} for each value; nothing that came from outside may be part of it.
 */
public final class Narrowing {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition that was asked for; left out where a value is missing. */
    public Narrowing with(String condition, @Nullable Object... wanted) {
        return Arrays.stream(wanted).anyMatch(Objects::isNull) ? this : and(condition, wanted);
    }

    /** Adds a condition that always holds. A missing value is a mistake, never a wider list. */
    public Narrowing and(String condition, @Nullable Object... given) {
        List<Object> sent = Arrays.stream(given).map(Narrowing::sent).toList();
        conditions.add("(" + condition + ")");
        values.addAll(sent);
        return this;
    }

    /**
     * @param from tables and joins, as they stand after {@code from}
     * @param order as it stands after {@code order by}; it must leave no two rows equal, or a row may be on two pages
     */
    public <T> Page<T> page(
            JdbcClient jdbc, String columns, String from, String order, PageRequest asked, RowMapper<T> row) {
        long total = jdbc.sql("select count(*) from " + from + where())
                .params(values)
                .query(Long.class)
                .single();
        return Page.of(rows(jdbc, columns, from, order, asked.size(), asked.offset(), row), asked, total);
    }

    /**
     * As {@link #page(JdbcClient, String, String, String, PageRequest, RowMapper)}, of a list that is in the order of an index and was
     * counted in another way. It is told beforehand how few rows are wanted, so that one plan serves all who ask for the same page.
     */
    public <T> Page<T> page(
            long total,
            JdbcClient jdbc,
            String columns,
            String from,
            String order,
            PageRequest asked,
            RowMapper<T> row) {
        List<T> items = jdbc.sql("select " + columns + " from " + from + where() + " order by " + order + " limit "
                        + asked.size() + " offset " + asked.offset())
                .params(values)
                .query(row)
                .list();
        return Page.of(items, asked, total);
    }

    /**
     * As {@link #page}, of a list that may be very long: no more than so many are counted, what stands beside the rows is looked up for
     * those of the page alone, and the page is planned each time, because to read the rows in their order is right where many match, and
     * takes seconds where few do.
     *
     * @param rows the alias in {@code from} of the table whose rows are listed
     * @param beside joins to it, as they stand after it
     */
    public <T> Page<T> pageUpTo(
            int mostCounted,
            JdbcClient jdbc,
            Planning planning,
            String columns,
            String rows,
            String from,
            String beside,
            String order,
            PageRequest asked,
            RowMapper<T> row) {
        // a number that the database knows beforehand, so that it need not plan anew each time
        long total = jdbc.sql(
                        "select count(*) from (select 1 from " + from + where() + " limit " + mostCounted + ") counted")
                .params(values)
                .query(Long.class)
                .single();
        List<T> items = planning.eachTime(() -> jdbc.sql(
                        "select " + columns + " from (select " + rows + ".* from " + from + where() + " order by "
                                + order + " limit ? offset ?) " + rows + " " + beside + " order by " + order)
                .params(values)
                .param(asked.size())
                .param(asked.offset())
                .query(row)
                .list());
        return Page.of(items, asked, total);
    }

    /** @return how many rows there are for each value of a column or expression that is a text */
    public Map<String, Long> counts(JdbcClient jdbc, String by, String from) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("select " + by + ", count(*) from " + from + where() + " group by 1")
                .params(values)
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    /** @return the first rows, {@code limit} at most */
    public <T> List<T> first(JdbcClient jdbc, String columns, String from, String order, int limit, RowMapper<T> row) {
        return rows(jdbc, columns, from, order, limit, 0, row);
    }

    private <T> List<T> rows(
            JdbcClient jdbc, String columns, String from, String order, int limit, long offset, RowMapper<T> row) {
        return jdbc.sql("select " + columns + " from " + from + where() + " order by " + order + " limit ? offset ?")
                .params(values)
                .param(limit)
                .param(offset)
                .query(row)
                .list();
    }

    private String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static Object sent(@Nullable Object value) {
        Objects.requireNonNull(value, "A condition that always holds needs its values");
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof Collection<?> texts ? texts.toArray(String[]::new) : value;
    }
}
