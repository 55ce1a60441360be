package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StoredSignal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The figures of both sessions, counted by hand for ten days of 2001, which no other test knows. */
@PlatformTest
@Transactional
class SessionFiguresTest {

    private static final Instant FROM = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2001-01-11T00:00:00Z");
    private static final String UTC = "?::timestamp at time zone 'UTC'";
    private static final SessionScope HEALTH = new SessionScope(SessionKind.SHR, "Figures", FROM, TO);
    private static final SessionScope OPERATIONS = new SessionScope(SessionKind.SOR, null, FROM, TO);

    @Autowired
    LoopFigures loop;

    @Autowired
    HealthFigures health;

    @Autowired
    OperationsFigures operations;

    @Autowired
    JdbcClient jdbc;

    /** One closed, two open, one of the period before, one of another division. */
    @BeforeEach
    void fiveIncidents() {
        product("SF-1", "Figures", 0, "RESTRICTED", "INTERNET");
        product("SF-2", "Figures", 0, "RESTRICTED", "INTERNAL");
        product("SF-3", "Figures", 2, "PUBLIC", "INTERNET");
        product("SF-9", "Elsewhere", 0, "RESTRICTED", "INTERNET");
        incident(
                "SF-A",
                "SEV1",
                "CLOSED",
                "2001-01-01 22:00",
                "2001-01-02 00:00",
                "2001-01-02 06:00",
                "2001-01-03 00:00");
        incident("SF-B", "SEV2", "REVIEW", "2001-01-03 20:00", "2001-01-04 00:00", null, null);
        incident("SF-C", "SEV1", "REMEDIATION", "2001-01-04 12:00", "2001-01-05 00:00", "2001-01-05 02:00", null);
        incident("SF-D", "SEV3", "REVIEW", "2000-12-25 00:00", "2000-12-25 00:00", "2000-12-26 00:00", null);
        incident("SF-E", "SEV0", "REVIEW", "2001-01-06 00:00", "2001-01-06 00:00", "2001-01-06 01:00", null);
        hit("SF-A", "SF-1");
        hit("SF-A", "SF-2");
        hit("SF-B", "SF-1");
        hit("SF-C", "SF-2");
        hit("SF-D", "SF-3");
        hit("SF-E", "SF-9");
        hit("SF-C", "SF-1");
    }

    @Test
    void promisesAreKeptBrokenOrNotDueYet() {
        promises();
        rows(loop.of(HEALTH), "adherence")
                .containsExactly(
                        "{clock=acknowledge, kept=1, late=1, overdue=1, calledOffLate=0, adherence=33.3 %}",
                        "{clock=contain, kept=0, late=0, overdue=0, calledOffLate=0, adherence=none due}",
                        "{clock=triage, kept=0, late=0, overdue=0, calledOffLate=1, adherence=0.0 %}");
    }

    @Test
    void brokenPromisesAreNamedTheWorstFirst() {
        promises();
        rows(loop.of(HEALTH), "breaches")
                .containsExactly(
                        "{work=SF-A, clock=triage, severity=SEV1, due=2001-01-02 01:00, state=called off}",
                        "{work=SF-C, clock=acknowledge, severity=SEV1, due=2001-01-05 01:00, state=open}",
                        "{work=SF-B, clock=acknowledge, severity=SEV2, due=2001-01-04 01:00, state=kept late}");
    }

    @Test
    void openIncidentsAreCountedBySeverityAndStage() {
        rows(loop.of(HEALTH), "openIncidents")
                .containsExactly(
                        "{severity=SEV1, stage=REMEDIATION, count=1}",
                        "{severity=SEV2, stage=REVIEW, count=1}",
                        "{severity=SEV3, stage=REVIEW, count=1}");
    }

    @Test
    void timesAreInHoursFromMomentToMoment() {
        promises();
        rows(loop.of(HEALTH), "times")
                .containsExactly(
                        "{measure=First seen to opened, count=3, median=4.00, mean=6.00}",
                        "{measure=Opened to acknowledged, count=2, median=1.25, mean=1.25}",
                        "{measure=Opened to contained, count=2, median=4.00, mean=4.00}",
                        "{measure=Opened to closed, count=1, median=24.00, mean=24.00}");
    }

    @Test
    void theHealthOfADivisionIsCountedFromItsProductsAndIncidents() {
        Map<String, Object> figures = health.of(HEALTH);
        rows(figures, "products")
                .containsExactly(
                        "{tier=0, count=2, onTheInternet=1, restricted=2}",
                        "{tier=2, count=1, onTheInternet=1, restricted=0}");
        rows(figures, "incidents")
                .containsExactly(
                        "{severity=SEV0, opened=0, before=0, open=0}",
                        "{severity=SEV1, opened=2, before=0, open=1}",
                        "{severity=SEV2, opened=1, before=0, open=1}",
                        "{severity=SEV3, opened=0, before=1, open=1}",
                        "{severity=SEV4, opened=0, before=0, open=0}");
        rows(figures, "mostHit")
                .containsExactly(
                        "{product=SF-1, name=Product SF-1, incidents=3}",
                        "{product=SF-2, name=Product SF-2, incidents=2}");
    }

    @Test
    void rootCausesCountWhenTheirReviewIsPublished() {
        long published = review("SF-A", "2001-01-08 00:00");
        cause(published, 1, "CONTROL_GAP", "LT-3", "IM-1");
        cause(published, 2, "CONTROL_GAP", "LT-3");
        cause(published, 3, "PROCESS_GAP");
        cause(review("SF-D", "2000-12-30 00:00"), 1, "DETECTION_GAP", "LT-3");
        cause(review("SF-B", null), 1, "DETECTION_GAP", "LT-3");
        cause(review("SF-E", "2001-01-09 00:00"), 1, "HUMAN_FACTOR", "LT-3");

        Map<String, Object> figures = health.of(HEALTH);

        rows(figures, "rootCauses")
                .containsExactly("{classification=CONTROL_GAP, count=2}", "{classification=PROCESS_GAP, count=1}");
        rows(figures, "controls")
                .containsExactly(
                        "{control=LT-3, title=%s, rootCauses=2}".formatted(title("LT-3")),
                        "{control=IM-1, title=%s, rootCauses=1}".formatted(title("IM-1")));
    }

    @Test
    void onlySignedRisksAreShownAndSaidToBeOver() {
        long session = session("SHR", "Figures");
        risk(session, "Old", "2001-01-10", "SIGNED");
        risk(session, "Today", "2001-01-11", "SIGNED");
        risk(session, "Proposed", "2001-02-01", "PROPOSED");
        risk(session("SHR", "Elsewhere"), "Of others", "2001-02-01", "SIGNED");

        rows(health.of(HEALTH), "risks")
                .containsExactly(
                        "{title=Old, until=2001-01-10, acceptedBy=signer, expired=true}",
                        "{title=Today, until=2001-01-11, acceptedBy=signer, expired=false}");
    }

    @Test
    void operationsSeeWhatCameInAndWhatWentOut() {
        long open = (long) Objects.requireNonNull(flow().get("reviewsOpen"));
        review("SF-A", "2001-01-08 00:00");
        review("SF-D", "2000-12-30 00:00");
        review("SF-B", null);
        signal("2001-01-01 00:00");
        signal("2001-01-10 23:59");
        signal("2001-01-11 00:00");
        signal("2000-12-31 23:59");

        assertThat(flow())
                .hasToString("{signals=2, incidentsOpened=4, incidentsClosed=1, reviewsPublished=1, reviewsOpen=%d}"
                        .formatted(open + 1));
    }

    @Test
    void escalationsAreCountedByWhatCameOfThem() {
        promises();
        escalated("SF-B", "warning", "2001-01-04 00:30", "REMINDED");
        escalated("SF-C", "warning", "2001-01-05 00:30", "REMINDED");
        escalated("SF-B", "breach", "2001-01-04 01:00", "ACKNOWLEDGED");
        escalated("SF-C", "breach", "2001-01-05 01:00", null);
        escalated("SF-A", "breach", "2001-01-11 00:00", "SETTLED");

        rows(operations.of(OPERATIONS), "escalations")
                .containsExactly(
                        "{level=breach, outcome=ACKNOWLEDGED, count=1}",
                        "{level=breach, outcome=OPEN, count=1}",
                        "{level=warning, outcome=REMINDED, count=2}");
    }

    @Test
    void onlyTheLastSessionsActionsAreCarriedOver() {
        action(session("SOR", null), "Of the one before", "OPENED");
        long last = session("SOR", null);
        action(last, "First", "OPENED");
        action(last, "Second", "DROPPED");

        rows(operations.of(OPERATIONS), "carriedOver")
                .containsExactly(
                        "{title=First, owner=owner, status=opened}", "{title=Second, owner=owner, status=dropped}");
    }

    @Test
    void eachSessionHasOnlyItsOwnFigures() {
        assertThat(health.of(OPERATIONS)).isEmpty();
        assertThat(operations.of(HEALTH)).isEmpty();
    }

    private void promises() {
        promise("SF-A", "acknowledge", "SEV1", "2001-01-02 00:00", "2001-01-02 01:00", "2001-01-02 00:30", "MET");
        promise("SF-B", "acknowledge", "SEV2", "2001-01-04 00:00", "2001-01-04 01:00", "2001-01-04 02:00", "MET_LATE");
        promise("SF-C", "acknowledge", "SEV1", "2001-01-05 00:00", "2001-01-05 01:00", null, "RUNNING");
        promise("SF-A", "triage", "SEV1", "2001-01-02 00:00", "2001-01-02 01:00", "2001-01-02 02:00", "CANCELLED");
        promise("SF-B", "triage", "SEV2", "2001-01-04 00:00", "2001-01-04 09:00", "2001-01-04 02:00", "CANCELLED");
        promise("SF-C", "contain", "SEV1", "2001-01-05 00:00", "2001-02-01 00:00", null, "RUNNING");
        promise("SF-D", "contain", "SEV3", "2000-12-25 00:00", "2000-12-27 00:00", "2000-12-26 00:00", "MET");
        promise("SF-E", "acknowledge", "SEV0", "2001-01-06 00:00", "2001-01-06 01:00", "2001-01-06 02:00", "MET_LATE");
    }

    private static ListAssert<String> rows(Map<String, Object> figures, String name) {
        return assertThat(((List<?>) figures.getOrDefault(name, List.of()))
                .stream().map(Object::toString).toList());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> flow() {
        return (Map<String, Object>)
                Objects.requireNonNull(operations.of(OPERATIONS).get("flow"));
    }

    private String title(String control) {
        return jdbc.sql("select title from response.control where id = ?")
                .param(control)
                .query(String.class)
                .single();
    }

    private void product(String id, String division, int tier, String data, String exposure) {
        insert(
                "product (id, name, division, owner, tier, data_class, exposure, imported_at) values"
                        + " (?, ?, ?, 'owner', ?, ?, ?, now())",
                id,
                "Product " + id,
                division,
                tier,
                data,
                exposure);
    }

    private void incident(
            String number,
            String severity,
            String stage,
            String seen,
            String opened,
            @Nullable String contained,
            @Nullable String closed) {
        insert(
                "incident (number, title, severity, tlp, stage, origin, finding_type, correlation_key, first_seen_at,"
                        + " opened_at, contained_at, closed_at) values (?, 'T', ?, 'GREEN', ?, 'DETECTION', 'any', 'SF',"
                        + " %1$s, %1$s, %1$s, %1$s)".formatted(UTC),
                number,
                severity,
                stage,
                seen,
                opened,
                contained,
                closed);
    }

    private void hit(String incident, String product) {
        insert(
                "affected_product (incident_id, product_id, source, added_at)"
                        + " values ((select id from response.incident where number = ?), ?, 'test', now())",
                incident,
                product);
    }

    private void promise(
            String work,
            String name,
            String severity,
            String started,
            String due,
            @Nullable String stopped,
            String state) {
        insert(
                "sla_clock (name, process_definition_key, process_instance_id, activity_id, activity_instance_id,"
                        + " business_key, severity, target, warn_fraction, started_at, warn_at, due_at, stopped_at, state) values"
                        + " (?, 'p', 'p', 'a', gen_random_uuid()::text, ?, ?, 'PT1H', 0.5, %1$s, %1$s, %1$s, %1$s, ?)"
                                .formatted(UTC),
                name,
                work,
                severity,
                started,
                started,
                due,
                stopped,
                state);
    }

    private void escalated(String work, String level, String started, @Nullable String outcome) {
        insert(
                "sla_escalation (clock_id, level, due_at, started_at, ended_at, outcome) values"
                        + " ((select min(id) from response.sla_clock where business_key = ?), ?, now(), %s,"
                                .formatted(UTC)
                        + " case when ?::text is null then null else now() end, ?)",
                work,
                level,
                started,
                outcome,
                outcome);
    }

    private long review(String incident, @Nullable String published) {
        return numbered(
                "review (number, incident_id, state, opened_at, published_at) values (gen_random_uuid()::text,"
                        + " (select id from response.incident where number = ?),"
                        + " case when ?::text is null then 'HELD' else 'PUBLISHED' end, now(), %s)".formatted(UTC),
                incident,
                published,
                published);
    }

    private void cause(long review, int position, String classification, String... controls) {
        long why = numbered(
                "why (review_id, position, level, question, answer, evidence, is_root_cause)"
                        + " values (?, ?, 1, 'Q', 'A', 'E', true)",
                review,
                position);
        long cause = numbered(
                "root_cause (review_id, why_id, classification, statement) values (?, ?, ?, 'S')",
                review,
                why,
                classification);
        for (String control : controls) {
            jdbc.sql("insert into response.root_cause_control (root_cause_id, control_id) values (?, ?)")
                    .param(cause)
                    .param(control)
                    .update();
        }
    }

    private long session(String kind, @Nullable String division) {
        return numbered(
                "review_session (number, kind, division, state, opened_by, opened_at, period_from)"
                        + " values (gen_random_uuid()::text, ?, ?, 'PUBLISHED', 'a', now(), now())",
                kind,
                division);
    }

    private void risk(long session, String title, String until, String state) {
        insert(
                "session_accepted_risk (session_id, title, reason, until, state, proposed_by, signed_by) values"
                        + " (?, ?, 'R', ?::date, ?, 'a', case when ? = 'SIGNED' then 'signer' end)",
                session,
                title,
                until,
                state,
                state);
    }

    private void action(long session, String title, String status) {
        insert(
                "proposed_repair_item (session_id, title, description, item_class, owner, status, proposed_by, created_at)"
                        + " values (?, ?, 'D', 'PROCESS', 'owner', ?, 'a', now())",
                session,
                title,
                status);
    }

    private void signal(String received) {
        OffsetDateTime at = LocalDateTime.parse(received.replace(' ', 'T')).atOffset(ZoneOffset.UTC);
        StoredSignal.of(UUID.randomUUID().toString(), "any", "SF").at(at, at).in(jdbc);
    }

    private void insert(String row, @Nullable Object... values) {
        jdbc.sql("insert into response." + row).params(values).update();
    }

    /** @return the id that the row got */
    private long numbered(String row, @Nullable Object... values) {
        return jdbc.sql("insert into response." + row + " returning id")
                .params(values)
                .query(Long.class)
                .single();
    }
}
