package io.github.integratedresponse.repair;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accepted risks that protect an item at this moment, by when they end: on the day after, the item is open again. */
@Component
class WakingRisks {

    private final JdbcClient jdbc;
    private final Restrictions restrictions;
    private final Clock clock;

    WakingRisks(JdbcClient jdbc, Restrictions restrictions, Clock clock) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /**
     * What a list is narrowed to.
     *
     * @param days how far ahead the last day of the acceptance may lie
     * @param division of the product
     */
    record Filter(
            @Nullable Integer days, @Nullable String owner, @Nullable String product, @Nullable String division) {}

    /**
     * An accepted risk.
     *
     * @param item the number of the repair item
     * @param until the last day of the acceptance, in UTC
     * @param wakesAt when the item is open again
     * @param daysLeft whole days until the last one, 0 on that day
     * @param compensatingControl what protects meanwhile
     * @param incidentInstance the engine's instance of the incident as a whole, while it goes on
     */
    record Line(
            String item,
            String title,
            String owner,
            @Nullable String productId,
            @Nullable String productName,
            @Nullable String division,
            @Nullable String incident,
            @Nullable String review,
            String approver,
            LocalDate until,
            Instant wakesAt,
            long daysLeft,
            String compensatingControl,
            @Nullable String reason,
            @Nullable Instant decidedAt,
            @Nullable String processInstance,
            @Nullable String incidentInstance) {}

    /** The one that ends next comes first. */
    Page<Line> page(Filter filter, PageRequest asked) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Narrowing narrowing = restrictions
                .hide(new Narrowing(), "t.incident_id")
                .and("k.decision = 'APPROVE' and k.ended_at is null")
                .and("t.state = 'RISK_ACCEPTED'")
                .with("lower(t.owner) = lower(?)", filter.owner())
                .with("t.product_id = ?", filter.product())
                .with("p.division = ?", filter.division());
        if (filter.days() != null) {
            narrowing.and("k.accepted_until <= ?", today.plusDays(filter.days()));
        }
        return narrowing.page(
                jdbc,
                "k.*, t.number, t.title, t.owner, t.product_id, t.process_instance_id, i.number as incident_number,"
                        + " r.number as review_number, p.name as product_name, p.division, "
                        + Incidents.instanceOf("i.number") + " as incident_instance",
                "response.accepted_risk k join response.repair_item t on t.id = k.repair_item_id"
                        + " left join response.incident i on i.id = t.incident_id"
                        + " left join response.review r on r.id = t.review_id"
                        + " left join response.product p on p.id = t.product_id",
                "k.accepted_until, k.id",
                asked,
                (row, n) -> line(row, today));
    }

    private static Line line(ResultSet row, LocalDate today) throws SQLException {
        LocalDate until = row.getObject("accepted_until", LocalDate.class);
        return new Line(
                row.getString("number"),
                row.getString("title"),
                row.getString("owner"),
                row.getString("product_id"),
                row.getString("product_name"),
                row.getString("division"),
                row.getString("incident_number"),
                row.getString("review_number"),
                row.getString("approver"),
                until,
                RepairItems.endOf(until),
                ChronoUnit.DAYS.between(today, until),
                row.getString("compensating_control"),
                row.getString("reason"),
                RepairItems.instant(row.getTimestamp("decided_at")),
                row.getString("process_instance_id"),
                row.getString("incident_instance"));
    }
}
