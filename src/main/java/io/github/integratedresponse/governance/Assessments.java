package io.github.integratedresponse.governance;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
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
        return new Narrowing()
                .with("a.product_id = ?", filter.product())
                .with("upper(a.control_id) = upper(?)", filter.control())
                .with("p.division = ?", filter.division())
                .with("a.status = ?", filter.status())
                .page(
                        jdbc,
                        "a.*",
                        "response.assessment a join response.product p on p.id = a.product_id",
                        "a.product_id, a.control_id",
                        asked,
                        Assessments::assessment);
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
