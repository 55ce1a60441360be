package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.testing.Script;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Two years of promises for benchmarks, as {@code sla/two-years.sql} makes them. */
public final class TwoYears {

    private static final int AT_ONCE = 50_000;

    private TwoYears() {}

    public static void fill(DataSource source, int incidents, int clocks, Instant now) throws SQLException {
        Script.run(
                source,
                "sla/two-years.sql",
                Map.of("incidents", incidents, "clocks", clocks, "now", now.atOffset(ZoneOffset.UTC)));
    }

    /** Brings the sums of the clocks up to date, as the engine's job does bit by bit. */
    public static void count(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        Folding folding = new Folding(jdbc, clock, transactions);
        while (folding.fold(AT_ONCE) > 0) {
            // until nothing waits
        }
    }
}
