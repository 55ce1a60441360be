package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Findings;
import io.github.integratedresponse.testing.OwnPlatform;
import io.github.integratedresponse.testing.Placed;
import io.github.integratedresponse.testing.Reporter;
import io.github.integratedresponse.testing.TwoNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one database take findings in together, and either may be lost at any moment. */
@Order(Integer.MAX_VALUE)
@ExtendWith(TwoNodes.Extension.class)
class TwoNodesTest {

    private static final int CLIENTS = 8;
    private static final int MOST_ROUNDS = 10;

    /** Placing what is there, and what a node that is gone had taken. */
    private static final Duration BOUND = OwnPlatform.LOCK_TIME.plusSeconds(56);

    @Test
    void shareTheLoadAndKnowWhatTheOtherTook(TwoNodes nodes) throws Exception {
        Instant start = Instant.now();
        // which node finds a job first is left to chance, so they get several chances
        for (int round = 0; round == 0 || (nodes.ranJobsSince(start).size() < 2 && round < MOST_ROUNDS); round++) {
            takeTheSameAtOnce(nodes, Findings.of("shared-" + round, 5, 4, 20));
        }

        assertThat(nodes.ranJobsSince(start)).containsExactly("node-0", "node-1");
        nodes.assertNoErrors();
    }

    private static void takeTheSameAtOnce(TwoNodes nodes, Findings findings) throws Exception {
        Placed placed = new Placed(nodes.jdbc(), findings);
        Reporter.Tally tally;
        try (TwoNodes.Clients clients =
                nodes.start(CLIENTS, false, reporter -> reporter.report(findings.all(), 20, 100))) {
            tally = clients.join();
        }
        placed.await(BOUND);
        placed.assertEachOnceInTheRightIncident();
        assertThat(tally.answered()).isEqualTo((long) CLIENTS * findings.count());
        placed.assertSightings(tally);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nothingIsLostWhenOneIsKilled(int killed, TwoNodes nodes) throws Exception {
        Findings findings = Findings.of("lost-" + killed, 10, 5, 40);
        Placed placed = new Placed(nodes.jdbc(), findings);

        Reporter.Tally tally;
        try (TwoNodes.Clients clients =
                nodes.start(CLIENTS, false, reporter -> reporter.report(findings.all(), 50, 100))) {
            while (placed.stored() < findings.count() / 4) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            nodes.node(killed).kill();
            tally = clients.join();
        }

        assertThat(tally.broken()).as("clients that lost their node").isPositive();
        placed.await(BOUND);
        placed.assertEachOnceInTheRightIncident();
        placed.assertSightings(tally);
    }
}
