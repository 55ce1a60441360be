package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class ProposedRepairItemsTest {

    @Autowired
    private ProposedRepairItems items;

    @Test
    void aProposalIsTakenOnOnce() {
        long id = items.propose(
                new RepairProposal(
                        null,
                        4711L,
                        null,
                        null,
                        "Alert when an audit trail stops",
                        "Nobody noticed for a day.",
                        ItemClass.DETECT,
                        "Mara Lindqvist",
                        null,
                        true,
                        null,
                        null,
                        false),
                "executive");

        assertThat(items.proposedForSession(4711)).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(id);
            assertThat(item.knownExploited()).isTrue();
            assertThat(item.exposed()).isNull();
            assertThat(item.automatable()).isFalse();
        });

        items.markOpened(id);
        items.markOpened(id);

        assertThat(items.proposedForSession(4711)).isEmpty();
    }
}
