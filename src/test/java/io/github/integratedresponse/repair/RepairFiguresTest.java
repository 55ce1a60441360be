package io.github.integratedresponse.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.review.SessionKind;
import io.github.integratedresponse.review.SessionScope;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The figures of repairs, counted by hand for ten days of 2001, in a division of their own. */
@PlatformTest
@Transactional
class RepairFiguresTest {

    private static final SessionScope TEN_DAYS = new SessionScope(
            SessionKind.SHR,
            "Repair figures",
            Instant.parse("2001-01-01T00:00:00Z"),
            Instant.parse("2001-01-11T00:00:00Z"));

    @Autowired
    RepairFigures figures;

    @Autowired
    JdbcClient jdbc;

    long sessionId;

    @BeforeEach
    void twoProducts() {
        jdbc.sql(
                        "insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at) values"
                                + " ('RF-1', 'One', 'Repair figures', 'A', 1, 'INTERNAL', 'INTERNAL', now()),"
                                + " ('RF-2', 'Two', 'Another division', 'A', 1, 'INTERNAL', 'INTERNAL', now())")
                .update();
        sessionId = jdbc.sql(
                        "insert into response.review_session (number, kind, state, opened_by, opened_at, period_from)"
                                + " values ('RF-SOR', 'SOR', 'PUBLISHED', 'a', now(), now()) returning id")
                .query(Long.class)
                .single();
    }

    @Test
    void everyItemOfTheDivisionIsCountedForWhatItIs() {
        item("RF-1", "OPEN", "2000-12-22", "2001-01-05", null, 2);
        item("RF-1", "IN_REPAIR", "2001-01-10", "2001-02-01", null, 0);
        item("RF-1", "CLOSED", "2001-01-02", "2001-01-03", "2001-01-04", 1);
        item("RF-1", "CLOSED", "2000-12-01", "2000-12-20", "2000-12-30", 0);
        item("RF-2", "OPEN", "2000-11-01", "2000-12-01", null, 5);

        assertThat(figures.of(TEN_DAYS))
                .hasToString("{repairs={open=2, overdue=1, acceptedRisks=0, openedInPeriod=2, closedInPeriod=1,"
                        + " reopened=3, oldestInDays=20.0}}");
    }

    @Test
    void anAcceptedRiskIsOpenButNotLateAsInTheListOfItems() {
        item("RF-1", "RISK_ACCEPTED", "2001-01-01", "2001-01-06", null, 0);

        assertThat(figures.of(TEN_DAYS))
                .hasToString("{repairs={open=1, overdue=0, acceptedRisks=1, openedInPeriod=1, closedInPeriod=0,"
                        + " reopened=0, oldestInDays=10.0}}");
    }

    @Test
    void aDivisionWithoutItemsHasNoughts() {
        assertThat(figures.of(TEN_DAYS))
                .hasToString("{repairs={open=0, overdue=0, acceptedRisks=0, openedInPeriod=0, closedInPeriod=0,"
                        + " reopened=0, oldestInDays=0}}");
    }

    private void item(String product, String state, String opened, String due, @Nullable String closed, int reopened) {
        long proposal = jdbc.sql(
                        "insert into response.proposed_repair_item (session_id, title, description, item_class,"
                                + " owner, product_id, proposed_by, created_at) values (?, 'T', 'D', 'PREVENT', 'O', ?, 'a', now())"
                                + " returning id")
                .param(sessionId)
                .param(product)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into response.repair_item (number, proposal_id, session_id, title, description, item_class, owner,"
                                + " product_id, state, opened_at, due_at, closed_at, reopened) values (?, ?, ?, 'T', 'D', 'PREVENT', 'O',"
                                + " ?, ?, ?::date at time zone 'UTC', ?::date at time zone 'UTC', ?::date at time zone 'UTC', ?)")
                .param("RF-" + proposal)
                .param(proposal)
                .param(sessionId)
                .param(product)
                .param(state)
                .param(opened)
                .param(due)
                .param(closed)
                .param(reopened)
                .update();
    }
}
