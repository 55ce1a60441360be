package io.github.integratedresponse.repair;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tracker that is there when no other one is configured: a table of the platform's own. */
@Component
class LocalTracker implements Tracker {

    static final String NAME = "local";

    private final JdbcClient jdbc;
    private final Clock clock;

    LocalTracker(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    @Transactional
    public TrackerIssue open(RepairItem item) {
        long id = jdbc.sql(
                        "insert into response.tracker_issue (item_number, title, body, opened_at) values (?, ?, ?, ?)"
                                + " on conflict (item_number) do update set state = 'OPEN', closed_at = null returning id")
                .params(
                        item.number(),
                        item.title(),
                        item.description(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        return new TrackerIssue("LOCAL-" + id, null);
    }

    @Override
    @Transactional
    public void close(String reference) {
        jdbc.sql("update response.tracker_issue set state = 'CLOSED', closed_at = ? where 'LOCAL-' || id = ?"
                        + " and state = 'OPEN'")
                .params(clock.instant().atOffset(ZoneOffset.UTC), reference)
                .update();
    }
}
