package io.github.integratedresponse.sla;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many promises were broken since the platform was set up, counted from the ledger. Each line is taken in once, by whichever node
 * comes first, so that no step of a process waits for a total. A breach of an incident that is restricted then is never counted.
 */
@Component
class BreachTotals {

    /** Where the work has no severity. */
    static final String NONE = "none";

    private static final int AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    BreachTotals(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    record Total(String clock, String severity, long breaches) {}

    List<Total> totals() {
        transaction.executeWithoutResult(status -> count());
        return jdbc.sql("select clock, severity, breaches from response.sla_breach_total order by clock, severity")
                .query((row, n) -> new Total(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    private void count() {
        jdbc.sql("with taken as (delete from response.sla_breach_uncounted where ledger_id in"
                        + " (select ledger_id from response.sla_breach_uncounted order by ledger_id limit " + AT_ONCE
                        + " for update skip locked) returning ledger_id)"
                        + " insert into response.sla_breach_total as t (clock, severity, breaches)"
                        + " select c.name, case when l.severity ~ '^SEV[0-4]$' then l.severity else '" + NONE
                        + "' end, count(*)"
                        + " from taken join response.sla_ledger l on l.id = taken.ledger_id"
                        + " join response.sla_clock c on c.id = l.clock_id"
                        + " where not exists (select 1 from response.restriction r"
                        + " where r.business_key = c.business_key and r.lifted_at is null)"
                        + " group by 1, 2 order by 1, 2"
                        + " on conflict (clock, severity) do update set breaches = t.breaches + excluded.breaches")
                .update();
    }
}
