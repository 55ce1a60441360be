package io.github.integratedresponse.repair;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds repair items for a list. */
@Component
class RepairItemSearch {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Restrictions restrictions;

    RepairItemSearch(JdbcClient jdbc, Clock clock, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.restrictions = restrictions;
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
        Narrowing narrowing = restrictions
                .hide(new Narrowing(), "t.incident_id")
                .with("t.state = ?", filter.state())
                .with("t.phase = ?", filter.phase())
                .with("lower(t.owner) = lower(?)", filter.owner())
                .with("t.product_id = ?", filter.product())
                .with("i.number = ?", filter.incident());
        if (filter.overdue() != null) {
            // an accepted risk is not late: somebody answers for it until a date
            narrowing.and(
                    "coalesce(t.due_at < ? and t.state not in ('CLOSED', 'RISK_ACCEPTED'), false) = ?",
                    clock.instant(),
                    filter.overdue());
        }
        return narrowing.page(
                jdbc, RepairItems.COLUMNS, RepairItems.FROM, "t.due_at nulls last, t.id", asked, RepairItems::item);
    }
}
