package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.sla.SlaFigures;
import io.github.integratedresponse.sla.SlaFigures.Filter;
import io.github.integratedresponse.sla.SlaFigures.Recurrence;
import io.github.integratedresponse.sla.Weeks;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class RecurringIncidentsTest {

    /** A week in which no other test opens anything. */
    private static final Instant MONDAY = Instant.parse("2019-09-02T00:00:00Z");

    @Autowired
    SlaFigures figures;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final String finding = "finding " + UUID.randomUUID();

    @Test
    void anIncidentRecursWhenAPatternKnewItOrItsCauseWasFoundBefore() {
        Instant before = MONDAY.minus(Duration.ofDays(100));
        review(incident(finding, null, null, before), Classification.CONTROL_GAP, "PUBLISHED");

        // opened in the week: a pattern knew one
        incident("another", "PAT-1", null, MONDAY);
        // two have the cause that was found before; of one of them a pattern knew
        review(incident(finding, null, null, MONDAY.plusSeconds(60)), Classification.CONTROL_GAP, "PUBLISHED");
        review(incident(finding, "PAT-1", null, MONDAY.plusSeconds(120)), Classification.CONTROL_GAP, "PUBLISHED");
        // another kind of cause, a review that is not published, and another kind of finding
        review(incident(finding, null, null, MONDAY.plusSeconds(180)), Classification.HUMAN_FACTOR, "PUBLISHED");
        review(incident(finding, null, null, MONDAY.plusSeconds(240)), Classification.CONTROL_GAP, "BOARD");
        review(incident("another", null, null, MONDAY.plusSeconds(300)), Classification.CONTROL_GAP, "PUBLISHED");
        // a false alarm, and the next week
        incident(finding, "PAT-1", "FALSE_POSITIVE", MONDAY.plusSeconds(360));
        incident(finding, "PAT-1", null, MONDAY.plus(Duration.ofDays(7)));

        LocalDate day = LocalDate.ofInstant(MONDAY, ZoneOffset.UTC);
        assertThat(figures.recurrence(Weeks.of(day, day.plusDays(1), clock, new Problems()), Filter.NONE))
                .isEqualTo(new Recurrence(day, day.plusDays(7), 6, 2, 2, 3, 0.5));
    }

    private long incident(String type, @Nullable String pattern, @Nullable String verdict, Instant opened) {
        String number = "MADE-" + UUID.randomUUID();
        return jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, verdict, finding_type,"
                                + " correlation_key, matched_pattern, first_seen_at, opened_at)"
                                + " values (?, 'Made', 'SEV2', 'AMBER', 'CLOSED', 'DETECTION', ?, ?, ?, ?, ?, ?) returning id")
                .param(number)
                .param(verdict)
                .param(type)
                .param(number)
                .param(pattern)
                .param(opened.atOffset(ZoneOffset.UTC))
                .param(opened.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private void review(long incidentId, Classification classification, String state) {
        long review = jdbc.sql(
                        "insert into response.review (number, incident_id, state, opened_at)"
                                + " select 'MADE-' || gen_random_uuid(), id, ?, opened_at from response.incident where id = ? returning id")
                .param(state)
                .param(incidentId)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "with named as (insert into response.why (review_id, position, level, question, answer, evidence, is_root_cause)"
                                + " values (?, 1, 1, 'Why?', 'Because', 'Seen', true) returning id)"
                                + " insert into response.root_cause (review_id, why_id, classification, statement)"
                                + " select ?, id, ?, 'So' from named")
                .param(review)
                .param(review)
                .param(classification.name())
                .update();
    }
}
