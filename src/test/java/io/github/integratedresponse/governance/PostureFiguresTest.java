package io.github.integratedresponse.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.review.SessionKind;
import io.github.integratedresponse.review.SessionScope;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The figures of controls and patterns, counted by hand in a division of their own. */
@PlatformTest
@Transactional
class PostureFiguresTest {

    private static final SessionScope SCOPE = new SessionScope(
            SessionKind.SHR,
            "Posture figures",
            Instant.parse("2001-01-01T00:00:00Z"),
            Instant.parse("2001-01-11T00:00:00Z"));

    @Autowired
    PostureFigures figures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theControlsMetLeastComeFirst() {
        product("PF-1", "Posture figures");
        product("PF-2", "Posture figures");
        product("PF-3", "Posture figures");
        product("PF-4", "Another division");
        assessed("PF-1", "LT-3", "COMPLIANT");
        assessed("PF-2", "LT-3", "PARTIALLY_COMPLIANT");
        assessed("PF-3", "LT-3", "NON_COMPLIANT");
        assessed("PF-1", "IM-1", "COMPLIANT");
        assessed("PF-2", "IM-1", "NOT_APPLICABLE");
        assessed("PF-1", "AM-1", "NON_COMPLIANT");
        assessed("PF-4", "AM-1", "COMPLIANT");
        assessed("PF-4", "AM-2", "NON_COMPLIANT");

        assertThat(figures.of(SCOPE).get("weakestControls"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting(Object::toString)
                .containsExactly(
                        "{control=AM-1, assessed=1, metPercent=0.0}",
                        "{control=LT-3, assessed=3, metPercent=33.3}",
                        "{control=IM-1, assessed=1, metPercent=100.0}");
    }

    @Test
    void onlyPatternsAtWorkAreCounted() {
        int before = patterns();
        long incident = jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                                + " correlation_key, first_seen_at, opened_at) values ('PF-INC', 'T', 'SEV3', 'GREEN', 'REVIEW',"
                                + " 'DETECTION', 'any', 'PF', now(), now()) returning id")
                .query(Long.class)
                .single();
        long review = jdbc.sql(
                        "insert into response.review (number, incident_id, opened_at) values ('PF-SLR', ?, now())"
                                + " returning id")
                .param(incident)
                .query(Long.class)
                .single();
        long why = jdbc.sql(
                        "insert into response.why (review_id, position, level, question, answer, evidence, is_root_cause)"
                                + " values (?, 1, 1, 'Q', 'A', 'E', true) returning id")
                .param(review)
                .query(Long.class)
                .single();
        long cause = jdbc.sql("insert into response.root_cause (review_id, why_id, classification, statement) values"
                        + " (?, ?, 'CONTROL_GAP', 'S') returning id")
                .param(review)
                .param(why)
                .query(Long.class)
                .single();
        pattern(incident, cause, "LIVE");
        pattern(incident, cause, "LIVE");
        pattern(incident, cause, "APPROVED");
        pattern(incident, cause, "DROPPED");

        assertThat(patterns()).isEqualTo(before + 2);
    }

    private int patterns() {
        return (int) Objects.requireNonNull(figures.of(SCOPE).get("learnedPatterns"));
    }

    private void pattern(long incident, long cause, String state) {
        jdbc.sql("insert into response.learned_pattern (number, state, incident_id, root_cause_id, finding_type,"
                        + " severity_floor, learned_from, drafted_by, drafted_at, decision_version, live_at) values"
                        + " (gen_random_uuid()::text, :state, :incident, :cause, 'any', 'SEV2', 'PF-INC', 'a', now(),"
                        + " case when :state = 'LIVE' then 1 end, case when :state = 'LIVE' then now() end)")
                .param("state", state)
                .param("incident", incident)
                .param("cause", cause)
                .update();
    }

    private void product(String id, String division) {
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'N', ?, 'A', 1, 'INTERNAL', 'INTERNAL', now())")
                .param(id)
                .param(division)
                .update();
    }

    private void assessed(String product, String control, String status) {
        jdbc.sql("insert into response.assessment (product_id, control_id, status, score, assessed_on, imported_at)"
                        + " values (?, ?, ?, 50, date '2001-01-02', now())")
                .param(product)
                .param(control)
                .param(status)
                .update();
    }
}
