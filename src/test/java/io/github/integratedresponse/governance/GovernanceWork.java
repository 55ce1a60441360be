package io.github.integratedresponse.governance;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.StoredSignal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One incident with a published review and a root cause, and products and a control of its own. */
class GovernanceWork {

    final String mark = UUID.randomUUID().toString().substring(0, 8);
    final String incident = "INC-" + mark;
    final String control = "TC-" + mark.toUpperCase(java.util.Locale.ROOT);
    final String tag = "test:" + mark;
    final String findingType = "Defense Evasion/Audit Trail Disabled " + mark;
    final String north = "North " + mark;
    final String south = "South " + mark;
    final long incidentId;
    final long rootCauseId;

    private final Engine engine;
    private final JdbcClient jdbc;
    private final Clock clock;

    GovernanceWork(Engine engine, JdbcClient jdbc, Clock clock, String classification, boolean mapped) {
        this.engine = engine;
        this.jdbc = jdbc;
        this.clock = clock;
        jdbc.sql(
                        "insert into response.control (id, domain, title, description) values (?, 'Logging and Threat Detection',"
                                + " 'Watch the watchers', 'Keep the trail on.')")
                .param(control)
                .update();
        product("1", north);
        product("2", north);
        product("3", south);
        incidentId = incident(incident, findingType);
        long signal = StoredSignal.of(mark, findingType, mark)
                .titled("Trail off")
                .about(List.of("T1562", "T1562.008"), List.of(), List.of())
                .in(jdbc);
        jdbc.sql("insert into response.incident_signal (incident_id, signal_id, linked_at) values (?, ?, now())")
                .param(incidentId)
                .param(signal)
                .update();
        rootCauseId = rootCause(incidentId, mark, classification, mapped);
    }

    private void product(String number, String division) {
        jdbc.sql(
                        "insert into response.product (id, name, division, owner, tier, data_class, exposure, tags, imported_at)"
                                + " values (?, 'Product', ?, 'o@example.com', 1, 'INTERNAL', 'INTERNAL', array[?], now())")
                .param(product(number))
                .param(division)
                .param(tag)
                .update();
    }

    String product(String number) {
        return "P-" + mark + "-" + number;
    }

    final long incident(String number, String type) {
        return id(
                "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type, correlation_key,"
                        + " first_seen_at, opened_at) values (?, 'Trail *off*', 'SEV1', 'AMBER', 'REPAIR', 'DETECTION', ?, ?, now(), now())"
                        + " returning id",
                number,
                type,
                number);
    }

    final long rootCause(long ofIncident, String review, String classification, boolean mapped) {
        long reviewId = id(
                "insert into response.review (number, incident_id, state, opened_at, published_at)"
                        + " values (?, ?, 'PUBLISHED', now(), now()) returning id",
                "SLR-" + review,
                ofIncident);
        long why = id(
                "insert into response.why (review_id, position, level, question, answer, evidence, is_root_cause)"
                        + " values (?, 1, 1, 'Why?', 'Because.', 'Seen.', true) returning id",
                reviewId);
        long cause = id(
                "insert into response.root_cause (review_id, why_id, classification, statement, standard_change_needed)"
                        + " values (?, ?, ?, 'Nobody watched the trail', true) returning id",
                reviewId,
                why,
                classification);
        if (mapped) {
            jdbc.sql("insert into response.root_cause_control (root_cause_id, control_id) values (?, ?)")
                    .param(cause)
                    .param(control)
                    .update();
        }
        return cause;
    }

    private long id(String sql, Object... values) {
        return jdbc.sql(sql).params(List.of(values)).query(Long.class).single();
    }

    void assessed(String number, String controlId, String status) {
        jdbc.sql("insert into response.assessment (product_id, control_id, status, score, assessed_on, imported_at)"
                        + " values (?, ?, ?, 50, ?, now()) on conflict (product_id, control_id)"
                        + " do update set status = excluded.status, assessed_on = excluded.assessed_on")
                .param(product(number))
                .param(controlId)
                .param(status)
                .param(today())
                .update();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    ProcessInstance start() {
        return engine.start(
                "governance-update",
                incident,
                Map.of(
                        "incidentId",
                        incidentId,
                        "incidentNumber",
                        incident,
                        "severity",
                        "SEV1",
                        "rootCauseId",
                        rootCauseId));
    }

    void confirm(String decision) {
        complete("confirmDecision", Map.of("decision", decision, "reason", "we looked at it"));
    }

    void complete(String task, Map<String, ?> submitted) {
        engine.complete(incident, task, submitted);
    }

    List<String> timeline() {
        return jdbc.sql("select text from response.timeline where incident_id = ? order by id")
                .param(incidentId)
                .query(String.class)
                .list();
    }

    LearnedPattern pattern(LearnedPatterns patterns) {
        List<LearnedPattern> all = patterns.ofIncident(incidentId);
        return all.get(all.size() - 1);
    }

    Baseline baseline(Baselines baselines) {
        List<Baseline> all = baselines.ofIncident(incidentId);
        return all.get(all.size() - 1);
    }
}
