package io.github.integratedresponse.incident.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.sla.Calendars;
import io.github.integratedresponse.sla.ShippedCalendars;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    private final Calendars calendars = ShippedCalendars.make();

    @ParameterizedTest
    @CsvSource({
        "PT72H, 2026-03-06T15:30:00Z, 2026-03-09T15:30:00Z",
        "PT4H, 2026-03-06T22:00:00Z, 2026-03-07T02:00:00Z",
        // a month by the calendar, not thirty days
        "P1M, 2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "P1M, 2026-03-05T10:00:00Z, 2026-04-05T10:00:00Z",
        "P7D, 2026-03-06T10:00:00Z, 2026-03-13T10:00:00Z",
        // Monday to Friday
        "4 business days in US, 2026-02-23T15:00:00Z, 2026-02-27T15:00:00Z",
        // over a weekend
        "4 business days in US, 2026-02-26T15:00:00Z, 2026-03-04T15:00:00Z",
        // determined on a Saturday or Sunday: Monday is the first of the four
        "4 business days in US, 2026-02-28T15:00:00Z, 2026-03-05T15:00:00Z",
        "4 business days in US, 2026-03-01T15:00:00Z, 2026-03-05T15:00:00Z",
        "1 business day in US, 2026-02-27T15:00:00Z, 2026-03-02T15:00:00Z",
        // the day begins and ends there: this is still Thursday in New York
        "4 business days in US, 2026-02-27T03:00:00Z, 2026-03-05T03:00:00Z",
        // the clocks go forward in between: the same time of day there
        "4 business days in US, 2026-03-05T15:00:00Z, 2026-03-11T14:00:00Z",
        // Presidents' Day, Columbus Day, and Independence Day, which is observed on Friday, 3 July
        "4 business days in US, 2026-02-12T15:00:00Z, 2026-02-19T15:00:00Z",
        "4 business days in US, 2026-10-08T15:00:00Z, 2026-10-15T15:00:00Z",
        "4 business days in US, 2026-07-02T15:00:00Z, 2026-07-09T15:00:00Z",
        // determined on a holiday: the next business day is the first of the four
        "4 business days in US, 2026-11-26T15:00:00Z, 2026-12-02T15:00:00Z",
        // Christmas, and New Year's Day of 2028, a Saturday that is observed in the year before
        "4 business days in US, 2026-12-23T15:00:00Z, 2026-12-30T15:00:00Z",
        "4 business days in US, 2027-12-29T15:00:00Z, 2028-01-05T15:00:00Z",
        // Good Friday and Easter Monday, and the clocks go forward
        "4 business days in DE, 2026-03-26T15:00:00Z, 2026-04-01T14:00:00Z",
        "4 business days in DE, 2026-04-01T15:00:00Z, 2026-04-09T15:00:00Z",
        // without a region that of the platform; of a region without a calendar no holidays are known
        "4 business days, 2026-02-12T15:00:00Z, 2026-02-19T15:00:00Z",
        "4 business days in ZZ, 2026-02-12T15:00:00Z, 2026-02-18T15:00:00Z"
    })
    void countsTheWayTheLawDoes(String deadline, Instant begin, Instant due) {
        assertThat(new Deadline(deadline).after(begin, calendars)).isEqualTo(due);
    }

    @Test
    void whatIsNoDeadlineIsRefusedBeforeTimeRuns() {
        for (String wrong :
                List.of("soon", "0 business days", "4 business days in Texas", "4 business days of US", "")) {
            assertThatThrownBy(() -> new Deadline(wrong))
                    .hasMessageContaining("4 business days in US, not '" + wrong + "'");
        }
    }
}
