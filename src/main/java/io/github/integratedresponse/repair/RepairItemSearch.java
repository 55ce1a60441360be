package io.github.integratedresponse.repair;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds repair items for a list. */
@Component
class RepairItemSearch {

    private final JdbcClient jdbc;
    private final Clock clock;

    RepairItemSearch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a list of repair items is narrowed to. */
    record Filter(
            RepairItem.@Nullable State state,
            @Nullable Phase phase,
            @Nullable String owner,
            @Nullable String product,
            @Nullable Boolean overdue,
            @Nullable String incident) {}

    Page<RepairItem> page(Filter filter, PageRequest asked) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        narrow("t.state = ?", filter.state() == null ? null : filter.state().name(), conditions, values);
        narrow("t.phase = ?", filter.phase() == null ? null : filter.phase().name(), conditions, values);
        narrow("lower(t.owner) = lower(?)", filter.owner(), conditions, values);
        narrow("t.product_id = ?", filter.product(), conditions, values);
        narrow("i.number = ?", filter.incident(), conditions, values);
        if (filter.overdue() != null) {
            // an accepted risk is not late: somebody answers for it until a date
            narrow(
                    (filter.overdue() ? "" : "not ")
                            + "coalesce(t.due_at < ? and t.state not in ('CLOSED', 'RISK_ACCEPTED'), false)",
                    clock.instant().atOffset(ZoneOffset.UTC),
                    conditions,
                    values);
        }
        String where = "where " + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*) from (" + RepairItems.SELECT + where + ") found")
                .params(values)
                .query(Long.class)
                .single();
        List<RepairItem> items = jdbc.sql(
                        RepairItems.SELECT + where + " order by t.due_at nulls last, t.id limit ? offset ?")
                .params(values)
                .param(asked.size())
                .param(asked.offset())
                .query(RepairItems::item)
                .list();
        return Page.of(items, asked, total);
    }

    private static void narrow(String condition, @Nullable Object value, List<String> conditions, List<Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }
}
