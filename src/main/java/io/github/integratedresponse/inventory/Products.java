package io.github.integratedresponse.inventory;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from response.product where id = any(?) order by tier, id")
                .param(ids.toArray(String[]::new))
                .query(Products::product)
                .list();
    }

    /** @return those of the texts that are the id of a registered product */
    public Set<String> registered(Collection<String> texts) {
        return Set.copyOf(jdbc.sql("select id from response.product where id = any(?)")
                .param(texts.toArray(String[]::new))
                .query(String.class)
                .list());
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
        return new Narrowing()
                .with("division = ?", filter.division())
                .with("lower(owner) = lower(?)", filter.owner())
                .with("tier = ?", filter.tier())
                .with("data_class = ?", filter.dataClass())
                .with("exposure = ?", filter.exposure())
                .with("tags @> array[?::text]", filter.tag())
                .with("strpos(lower(name), lower(?)) > 0", filter.name())
                .page(jdbc, "*", "response.product", "division, name, id", asked, Products::product);
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
                List.of((String[]) row.getArray("tags").getArray()),
                row.getString("region"));
    }
}
