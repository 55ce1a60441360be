package io.github.integratedresponse.governance;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How well products meet controls. */
@Component
public class Assessments {

    private final JdbcClient jdbc;

    Assessments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list of assessments is narrowed to. */
    record Filter(
            @Nullable String product,
            @Nullable String control,
            @Nullable String division,
            Assessment.@Nullable Status status) {}

    Page<Assessment> page(Filter filter, PageRequest asked) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        narrow("a.product_id = ?", filter.product(), conditions, values);
        narrow("upper(a.control_id) = upper(?)", filter.control(), conditions, values);
        narrow("p.division = ?", filter.division(), conditions, values);
        narrow("a.status = ?", filter.status() == null ? null : filter.status().name(), conditions, values);
        String from = " from response.assessment a join response.product p on p.id = a.product_id where "
                + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*)" + from)
                .params(values)
                .query(Long.class)
                .single();
        List<Assessment> items = jdbc.sql("select a.*" + from + " order by a.product_id, a.control_id limit ? offset ?")
                .params(values)
                .param(asked.size())
                .param(asked.offset())
                .query(Assessments::assessment)
                .list();
        return Page.of(items, asked, total);
    }

    private static void narrow(String condition, @Nullable Object value, List<String> conditions, List<Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    public long count() {
        return jdbc.sql("select count(*) from response.assessment")
                .query(Long.class)
                .single();
    }

    private static Assessment assessment(ResultSet row, int n) throws SQLException {
        return new Assessment(
                row.getString("product_id"),
                row.getString("control_id"),
                Assessment.Status.valueOf(row.getString("status")),
                row.getInt("score"),
                row.getObject("assessed_on", LocalDate.class),
                row.getString("evidence"));
    }
}
