package io.github.integratedresponse.repair;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.repair.RepairItem.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    /**
     * What a list of repair items is narrowed to.
     *
     * @param open true for what is not closed yet, false for what is
     * @param division of the product
     */
    record Filter(
            @Nullable State state,
            @Nullable Boolean open,
            @Nullable Phase phase,
            @Nullable String owner,
            @Nullable String product,
            @Nullable String division,
            @Nullable Boolean overdue,
            @Nullable String incident) {}

    /**
     * A repair item in a list.
     *
     * @param ageSeconds since it was opened, until it was closed
     * @param overdueSeconds by how much it is late; missing when it is not
     * @param incidentInstance the engine's instance of the incident as a whole, while it goes on
     */
    record Line(
            @JsonUnwrapped RepairItem item,
            @Nullable String productName,
            @Nullable String division,
            long ageSeconds,
            @Nullable Long overdueSeconds,
            @Nullable String incidentInstance) {}

    Page<Line> page(Filter filter, PageRequest asked) {
        Instant now = clock.instant();
        Narrowing narrowing = restrictions
                .hide(new Narrowing(), "t.incident_id")
                .with("t.state = ?", filter.state())
                .with("t.phase = ?", filter.phase())
                .with("lower(t.owner) = lower(?)", filter.owner())
                .with("t.product_id = ?", filter.product())
                .with("p.division = ?", filter.division())
                .with("i.number = ?", filter.incident());
        if (filter.open() != null) {
            // said so that the index on open items serves
            narrowing.and(filter.open() ? "t.state <> 'CLOSED'" : "t.state = 'CLOSED'");
        }
        if (filter.overdue() != null) {
            // an accepted risk is not late: somebody answers for it until a date
            narrowing.and(
                    "coalesce(t.due_at < ? and t.state not in ('CLOSED', 'RISK_ACCEPTED'), false) = ?",
                    now,
                    filter.overdue());
        }
        return narrowing.page(
                jdbc,
                RepairItems.COLUMNS + ", p.name as product_name, p.division as product_division, "
                        + Incidents.instanceOf("i.number") + " as incident_instance",
                RepairItems.FROM + " left join response.product p on p.id = t.product_id",
                "t.due_at nulls last, t.id",
                asked,
                (row, n) -> line(row, n, now));
    }

    private static Line line(ResultSet row, int n, Instant now) throws SQLException {
        RepairItem item = RepairItems.item(row, n);
        boolean awake = item.state() != State.CLOSED && item.state() != State.RISK_ACCEPTED;
        Instant due = item.dueAt();
        return new Line(
                item,
                row.getString("product_name"),
                row.getString("product_division"),
                Duration.between(item.openedAt(), item.closedAt() == null ? now : item.closedAt())
                        .toSeconds(),
                awake && due != null && due.isBefore(now)
                        ? Duration.between(due, now).toSeconds()
                        : null,
                row.getString("incident_instance"));
    }
}
