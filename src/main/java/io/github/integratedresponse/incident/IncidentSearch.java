package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds incidents by what is known of them. */
@Component
class IncidentSearch {

    private static final String OF_A_PRODUCT = "exists (select 1 from response.affected_product a"
            + " join response.product p on p.id = a.product_id where a.incident_id = i.id and %s)";

    private final JdbcClient jdbc;

    IncidentSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a list is narrowed to.
     *
     * @param product the id of an affected product
     * @param division the division of an affected product
     * @param q any part of number, title, summary or finding type
     */
    record Filter(
            @Nullable Stage stage,
            @Nullable Severity severity,
            @Nullable String product,
            @Nullable String division,
            @Nullable Tlp tlp,
            @Nullable String q,
            @Nullable Instant openedFrom,
            @Nullable Instant openedTo,
            @Nullable Boolean closed) {}

    /** @return those that match, opened last first */
    Page<Incident> page(Filter filter, PageRequest asked) {
        Conditions conditions = new Conditions();
        conditions.addIfGiven("i.stage = ?", name(filter.stage()));
        conditions.addIfGiven("i.severity = ?", name(filter.severity()));
        conditions.addIfGiven(OF_A_PRODUCT.formatted("p.id = ?"), filter.product());
        conditions.addIfGiven(OF_A_PRODUCT.formatted("lower(p.division) = lower(?)"), filter.division());
        conditions.addIfGiven("i.tlp = ?", name(filter.tlp()));
        conditions.addIfGiven(
                "strpos(lower(concat_ws(' ', i.number, i.title, i.summary, i.finding_type)), lower(?)) > 0",
                filter.q());
        conditions.addIfGiven("i.opened_at >= ?", utc(filter.openedFrom()));
        conditions.addIfGiven("i.opened_at < ?", utc(filter.openedTo()));
        conditions.addIfGiven("(i.stage = 'CLOSED') = ?", filter.closed());
        long total = jdbc.sql("select count(*) from response.incident i" + conditions.where())
                .params(conditions.values)
                .query(Long.class)
                .single();
        List<Incident> items = jdbc.sql("select i.* from response.incident i" + conditions.where()
                        + " order by i.opened_at desc, i.id desc limit ? offset ?")
                .params(conditions.values)
                .param(asked.size())
                .param(asked.offset())
                .query(Incidents::incident)
                .list();
        return Page.of(items, asked, total);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static @Nullable Object utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static final class Conditions {

        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void addIfGiven(String condition, @Nullable Object value) {
            if (value != null) {
                conditions.add(condition);
                values.add(value);
            }
        }

        String where() {
            return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        }
    }
}
