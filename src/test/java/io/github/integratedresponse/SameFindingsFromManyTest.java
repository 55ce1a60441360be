package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Findings;
import io.github.integratedresponse.testing.Placed;
import io.github.integratedresponse.testing.Reporter;
import io.github.integratedresponse.testing.TwoNodes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sixteen clients send the same ten thousand findings to two nodes, each in an order of its own, one by one, in lists and in streams,
 * over connections that drop, again and again until all were answered.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(TwoNodes.Extension.class)
class SameFindingsFromManyTest {

    private static final int CLIENTS = 16;
    private static final int SINGLES = 25;
    private static final int LARGEST = 1_000;

    @Test
    void makeEachSignalOnceInTheRightIncident(TwoNodes nodes) throws Exception {
        Findings findings = Findings.of("same", 10, 10, 100);
        assertThat(findings.count()).isEqualTo(10_000);
        List<String> all = findings.all();
        Placed placed = new Placed(nodes.jdbc(), findings);

        Reporter.Tally tally;
        try (TwoNodes.Clients clients =
                nodes.start(CLIENTS, true, reporter -> reporter.report(all, SINGLES, LARGEST))) {
            tally = clients.join();
        }

        assertThat(tally.answered()).isGreaterThanOrEqualTo((long) CLIENTS * findings.count());
        assertThat(tally.broken()).as("connections that dropped").isPositive();
        placed.await(Duration.ofSeconds(120));
        placed.assertEachOnceInTheRightIncident();
        placed.assertSightings(tally);
        nodes.assertNoErrors();
    }
}
