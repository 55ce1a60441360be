package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds incidents by what is known of them. */
@Component
class IncidentSearch {

    private static final String OF_A_PRODUCT = "exists (select 1 from response.affected_product a"
            + " join response.product p on p.id = a.product_id where a.incident_id = i.id and %s)";

    /** A few numbers, however many incidents there are. */
    private static final String ALL = "(select coalesce(sum(n), 0) from response.incident_count)";

    private static final String COLUMNS = "i.*";
    private static final String FROM = "response.incident i";
    private static final String LATEST_FIRST = "i.opened_at desc, i.id desc";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    IncidentSearch(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
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
            @Nullable Boolean closed) {

        private static final Filter NONE = new Filter(null, null, null, null, null, null, null, null, null);
    }

    /** @return those that match, opened last first */
    Page<Incident> page(Filter filter, PageRequest asked) {
        Narrowing narrowing = restrictions
                .hide(new Narrowing(), "i.id")
                .with("i.stage = ?", filter.stage())
                .with("i.severity = ?", filter.severity())
                .with(OF_A_PRODUCT.formatted("p.id = ?"), filter.product())
                .with(OF_A_PRODUCT.formatted("lower(p.division) = lower(?)"), filter.division())
                .with("i.tlp = ?", filter.tlp())
                .with(
                        "strpos(lower(concat_ws(' ', i.number, i.title, i.summary, i.finding_type)), lower(?)) > 0",
                        filter.q())
                .with("i.opened_at >= ?", filter.openedFrom())
                .with("i.opened_at < ?", filter.openedTo());
        if (filter.closed() != null) {
            // those that are open have an index
            narrowing.and(filter.closed() ? "i.stage = 'CLOSED'" : "i.stage <> 'CLOSED'");
        }
        return filter.equals(Filter.NONE)
                ? narrowing.page(
                        restrictions.howManyVisible(ALL), jdbc, COLUMNS, FROM, LATEST_FIRST, asked, Incidents::incident)
                : narrowing.page(jdbc, COLUMNS, FROM, LATEST_FIRST, asked, Incidents::incident);
    }
}
