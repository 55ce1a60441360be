package io.github.integratedresponse.inventory;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The product registry. */
@Component
public class Products {

    private final JdbcClient jdbc;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Product> byId(String id) {
        return jdbc.sql("select * from response.product where id = ?")
                .param(id)
                .query(Products::product)
                .optional();
    }

    /** @return those of the ids that are registered, most critical first */
    public List<Product> byIds(Collection<String> ids) {
        return jdbc.sql("select * from response.product where id = any(?) order by tier, id")
                .param(ids.toArray(String[]::new))
                .query(Products::product)
                .list();
    }

    /** @return every product, by division and name */
    public List<Product> all() {
        return jdbc.sql("select * from response.product order by division, name, id")
                .query(Products::product)
                .list();
    }

    /** What a list of products is narrowed to. */
    record Filter(
            @Nullable String division,
            @Nullable String owner,
            @Nullable Integer tier,
            Product.@Nullable DataClass dataClass,
            Product.@Nullable Exposure exposure,
            @Nullable String tag,
            @Nullable String name) {}

    Page<Product> page(Filter filter, PageRequest asked) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        narrow("division = ?", filter.division(), conditions, values);
        narrow("lower(owner) = lower(?)", filter.owner(), conditions, values);
        narrow("tier = ?", filter.tier(), conditions, values);
        narrow(
                "data_class = ?",
                filter.dataClass() == null ? null : filter.dataClass().name(),
                conditions,
                values);
        narrow(
                "exposure = ?",
                filter.exposure() == null ? null : filter.exposure().name(),
                conditions,
                values);
        narrow("tags @> array[?::text]", filter.tag(), conditions, values);
        narrow("strpos(lower(name), lower(?)) > 0", filter.name(), conditions, values);
        String from = " from response.product where " + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*)" + from)
                .params(values)
                .query(Long.class)
                .single();
        List<Product> items = jdbc.sql("select *" + from + " order by division, name, id limit ? offset ?")
                .params(values)
                .param(asked.size())
                .param(asked.offset())
                .query(Products::product)
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
        return jdbc.sql("select count(*) from response.product")
                .query(Long.class)
                .single();
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        return new Product(
                row.getString("id"),
                row.getString("name"),
                row.getString("division"),
                row.getString("owner"),
                row.getInt("tier"),
                Product.DataClass.valueOf(row.getString("data_class")),
                Product.Exposure.valueOf(row.getString("exposure")),
                List.of((String[]) row.getArray("tags").getArray()));
    }
}
