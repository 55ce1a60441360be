package io.github.integratedresponse.incident.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    @ParameterizedTest
    @CsvSource({
        "PT72H, 2026-03-06T15:30:00Z, 2026-03-09T15:30:00Z",
        "PT4H, 2026-03-06T22:00:00Z, 2026-03-07T02:00:00Z",
        // a month by the calendar, not thirty days
        "P1M, 2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "P1M, 2026-03-05T10:00:00Z, 2026-04-05T10:00:00Z",
        "P7D, 2026-03-06T10:00:00Z, 2026-03-13T10:00:00Z",
        // Monday to Friday
        "4 business days, 2026-03-02T09:00:00Z, 2026-03-06T09:00:00Z",
        // over a weekend
        "4 business days, 2026-03-05T09:00:00Z, 2026-03-11T09:00:00Z",
        // determined on a Saturday or Sunday: Monday is the first of the four
        "4 business days, 2026-03-07T09:00:00Z, 2026-03-12T09:00:00Z",
        "4 business days, 2026-03-08T09:00:00Z, 2026-03-12T09:00:00Z",
        "1 business day, 2026-03-06T09:00:00Z, 2026-03-09T09:00:00Z"
    })
    void countsTheWayTheLawDoes(String deadline, Instant begin, Instant due) {
        assertThat(new Deadline(deadline).after(begin)).isEqualTo(due);
    }

    @Test
    void whatIsNoDeadlineIsRefusedBeforeTimeRuns() {
        assertThatThrownBy(() -> new Deadline("soon")).hasMessageContaining("4 business days");
    }
}
