package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Findings;
import io.github.integratedresponse.testing.Placed;
import io.github.integratedresponse.testing.Reporter;
import io.github.integratedresponse.testing.TwoNodes;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More comes than the database takes: who is too much is told when to come again, and nothing that was accepted is lost. */
@Order(Integer.MAX_VALUE)
@ExtendWith(TwoNodes.Extension.class)
class OverloadTest {

    private static final int CLIENTS = 24;
    private static final int LARGEST = 1_000;

    @Test
    void isToldAndLosesNothing(TwoNodes nodes) throws Exception {
        Findings findings = Findings.of("overload", 5, 4, 50);
        Placed placed = new Placed(nodes.jdbc(), findings);

        Reporter.Tally tally;
        try (Connection held = nodes.connection();
                Statement statement = held.createStatement();
                TwoNodes.Clients clients =
                        nodes.start(CLIENTS, false, reporter -> reporter.report(findings.all(), 0, LARGEST))) {
            held.setAutoCommit(false);
            // as when the disk stands still: nothing is written until this ends
            statement.execute("lock table response.signal_register in share row exclusive mode");
            long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (clients.overloads() < CLIENTS / 4 && System.nanoTime() < patience) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            held.rollback();
            tally = clients.join();
        }

        assertThat(tally.overloads()).as("requests answered 429").isGreaterThanOrEqualTo(CLIENTS / 4);
        assertThat(tally.answered()).isEqualTo((long) CLIENTS * findings.count());
        placed.await(Duration.ofSeconds(60));
        placed.assertEachOnceInTheRightIncident();
        placed.assertSightings(tally);
        nodes.assertNoErrors();
    }
}
