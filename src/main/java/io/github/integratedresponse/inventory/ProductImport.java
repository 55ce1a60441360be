package io.github.integratedresponse.inventory;

import io.github.integratedresponse.process.ImportBody;
import io.github.integratedresponse.process.ImportCounts;
import io.github.integratedresponse.process.ImportTable;
import io.github.integratedresponse.process.ImportTable.Column;
import io.github.integratedresponse.process.ImportTable.Kind;
import io.github.integratedresponse.process.ImportTable.Row;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problems;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the product registry up to date: products are added and changed, never taken away, because incidents name them. A table with
 * anything wrong in it changes nothing.
 */
@Component
class ProductImport {

    static final int MOST = 20_000;

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Kind.TEXT, true),
            new Column("name", Kind.TEXT, true),
            new Column("division", Kind.TEXT, true),
            new Column("owner", Kind.TEXT, true),
            new Column("tier", Kind.NUMBER, true),
            new Column("dataClass", Kind.TEXT, true),
            new Column("exposure", Kind.TEXT, true),
            new Column("tags", Kind.LIST, false),
            new Column("region", Kind.TEXT, false));

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_TAG = 100;
    private static final int MOST_TAGS = 50;

    /** Stands between tags on their way to the database; the import lets no control character in. */
    private static final String BETWEEN_TAGS = "\u001f";

    private final JdbcClient jdbc;
    private final Clock clock;

    ProductImport(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws InvalidInput with everything that is wrong in every row */
    @Transactional
    public ImportCounts store(ImportBody body) {
        Problems problems = new Problems();
        List<Row> rows = new ImportTable(COLUMNS, MOST, problems).rows(body);
        List<Product> products = new ArrayList<>();
        Map<String, Integer> rowsById = new HashMap<>();
        for (Row row : rows) {
            Product product = product(row, problems);
            String id = row.text("id");
            Integer earlier = id == null ? null : rowsById.putIfAbsent(id, row.number());
            problems.addIf(earlier != null, row.field("id"), "is the id of rows[" + earlier + "] already");
            if (product != null) {
                products.add(product);
            }
        }
        problems.throwIfAny();
        return upsert(products);
    }

    private static @Nullable Product product(Row row, Problems problems) {
        String id = row.text("id", LONGEST_ID, problems);
        problems.addIf(
                id != null && !id.matches("[A-Za-z0-9][A-Za-z0-9._:/-]*"),
                row.field("id"),
                "may hold letters, digits and . _ : / - only");
        String name = row.text("name", LONGEST_TEXT, problems);
        String division = row.text("division", LONGEST_TEXT, problems);
        String owner = row.text("owner", LONGEST_TEXT, problems);
        String tier = row.text("tier");
        problems.addIf(
                tier != null && !tier.matches("[0-3]"),
                row.field("tier"),
                "must be 0, 1, 2 or 3, where 0 is the most critical");
        Product.DataClass dataClass = row.constant("dataClass", Product.DataClass.class, problems);
        Product.Exposure exposure = row.constant("exposure", Product.Exposure.class, problems);
        List<String> tags = row.list("tags");
        problems.addIf(tags.size() > MOST_TAGS, row.field("tags"), "may be " + MOST_TAGS + " at most");
        problems.addIf(
                tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG),
                row.field("tags"),
                "may be " + LONGEST_TAG + " characters long at most, each");
        String region = row.text("region");
        problems.addIf(
                region != null && !region.matches("[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?"),
                row.field("region"),
                "must be a country by its two letters, with or without a subdivision, such as DE or US-NY");
        if (id == null
                || name == null
                || division == null
                || owner == null
                || tier == null
                || dataClass == null
                || exposure == null
                || !problems.isEmpty()) {
            return null;
        }
        return new Product(
                id,
                name,
                division,
                owner,
                Integer.parseInt(tier),
                dataClass,
                exposure,
                tags,
                region == null ? null : region.toUpperCase(Locale.ROOT));
    }

    private ImportCounts upsert(List<Product> products) {
        List<Boolean> created = jdbc.sql("insert into response.product as p"
                        + " (id, name, division, owner, tier, data_class, exposure, tags, region, imported_at)"
                        + " select id, name, division, owner, tier, data_class, exposure, string_to_array(tags, ?), nullif(region, ''), ?"
                        + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::text[])"
                        + " as row (id, name, division, owner, tier, data_class, exposure, tags, region) order by id"
                        + " on conflict (id) do update set name = excluded.name, division = excluded.division,"
                        + " owner = excluded.owner, tier = excluded.tier, data_class = excluded.data_class,"
                        + " exposure = excluded.exposure, tags = excluded.tags, region = excluded.region, imported_at = excluded.imported_at"
                        + " where (p.name, p.division, p.owner, p.tier, p.data_class, p.exposure, p.tags, p.region) is distinct from"
                        + " (excluded.name, excluded.division, excluded.owner, excluded.tier, excluded.data_class,"
                        + " excluded.exposure, excluded.tags, excluded.region) returning p.xmax = 0")
                .param(BETWEEN_TAGS)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(ImportTable.column(products, Product::id))
                .param(ImportTable.column(products, Product::name))
                .param(ImportTable.column(products, Product::division))
                .param(ImportTable.column(products, Product::owner))
                .param(ImportTable.column(products, product -> String.valueOf(product.tier())))
                .param(ImportTable.column(
                        products, product -> product.dataClass().name()))
                .param(ImportTable.column(
                        products, product -> product.exposure().name()))
                .param(ImportTable.column(products, product -> String.join(BETWEEN_TAGS, product.tags())))
                .param(ImportTable.column(products, product -> Objects.requireNonNullElse(product.region(), "")))
                .query(Boolean.class)
                .list();
        return ImportCounts.of(created, products.size());
    }
}
