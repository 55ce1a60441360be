package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StoredSignal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class FirstResponseTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    @Autowired
    RepositoryService repository;

    final String mark = UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);

    @Test
    void aRealIncidentIsClassifiedTriagedAssembledContainedAndItsScopeKnown() {
        Incident incident = incident(4, 0, "T1562.008");
        ProcessInstance process = respond(incident);

        assertThat(severity(incident)).isEqualTo(Severity.SEV2);
        assertThat(rules(incident)).containsExactly("sev2-signal-high-on-critical-product");
        assertThat(engine.task(incident.number(), "acknowledge").getPriority()).isEqualTo(60);
        assertThat(engine.shown(incident.number(), "acknowledge")).containsKeys("signals", "patternNotice");
        engine.complete(incident.number(), "acknowledge", Map.of("note", "On it"));

        engine.complete(
                incident.number(),
                "triage",
                Map.of(
                        "verdict", "TRUE_POSITIVE",
                        "functionalImpact", "SIGNIFICANT",
                        "scope", "SINGLE_PRODUCT",
                        "exploitation", "CONFIRMED",
                        "dataAtRisk", "INTERNAL",
                        "affectedProducts", List.of(product(0)),
                        "reviewNominated", true));
        assertThat(severity(incident)).isEqualTo(Severity.SEV1);
        assertThat(rules(incident))
                .containsExactly("sev2-signal-high-on-critical-product", "sev1-most-critical-product-hurt");
        assertThat(incidents.byId(incident.id()).verdict()).isEqualTo(Verdict.TRUE_POSITIVE);
        assertThat(incidents.byId(incident.id()).reviewNominated()).isTrue();
        Task assemble = engine.task(incident.number(), "assemble");
        assertThat(assemble.getPriority()).isEqualTo(80);
        assertThat(engine.shown(incident.number(), "assemble"))
                .containsEntry("incidentCommander", "incident-commander")
                .containsEntry("communicationsLead", "communications-lead");

        assemble(incident);
        assertThat(open(process))
                .containsExactlyInAnyOrder("planContainment", "investigateScope", "statusUpdate", "assessObligations");
        assertThat(incidents.byId(incident.id()).commander()).isEqualTo("incident-commander");

        contain(incident);
        assertThat(open(process)).containsExactlyInAnyOrder("investigateScope", "statusUpdate", "assessObligations");
        engine.complete(
                incident.number(), "statusUpdate", Map.of("audience", "LEADERSHIP", "update", "Contained so far"));
        assertThat(engine.task(incident.number(), "statusUpdate").getDueDate())
                .isEqualTo(clock.instant().plus(Duration.ofHours(4)));

        engine.complete(
                incident.number(),
                "investigateScope",
                Map.of("findings", "It came by a stolen key", "scopeKnown", "true"));
        assertThat(open(process)).containsExactly("assessObligations");
        assessObligations(incident);
        assertThat(process)
                .isEnded()
                .hasPassed("contain", "investigate", "responseOver", "respondJoin", "markContained", "contained");
        assertThat(incidents.byId(incident.id()).containedAt()).isEqualTo(clock.instant());
        assertThat(timeline.of(incident.id()))
                .extracting(Timeline.Line::kind)
                .contains(
                        "acknowledged",
                        "triaged",
                        "severity",
                        "role",
                        "assembled",
                        "containment",
                        "investigated",
                        "contained");
    }

    @Test
    void containmentThatIsNotVerifiedIsPlannedAgain() {
        Incident incident = incident(4, 1, "T1078");
        ProcessInstance process = respond(incident);
        triaged(incident);
        assemble(incident);

        engine.complete(incident.number(), "planContainment", Map.of("nothingToDo", "It has ended by itself"));
        engine.complete(
                incident.number(),
                "verifyContainment",
                Map.of("contained", "false", "evidence", "New sign-ins are seen"));

        assertThat(engine.shown(incident.number(), "planContainment").get("verificationNotice"))
                .asString()
                .contains("not contained");
        contain(incident);
        assertThat(open(process)).containsExactlyInAnyOrder("investigateScope", "statusUpdate", "assessObligations");
    }

    @Test
    void anAutomaticActionThatNoSystemDoesFallsToAPerson() {
        Incident incident = incident(4, 1, "T1078");
        ProcessInstance process = respond(incident);
        triaged(incident);
        assemble(incident);

        engine.complete(
                incident.number(),
                "planContainment",
                Map.of("plan", List.of(step("Isolate the host", "AUTOMATIC"), step("Call the owner", "PERSON"))));

        assertThat(open(process))
                .containsExactlyInAnyOrder(
                        "containByHand", "containByHand", "investigateScope", "statusUpdate", "assessObligations");
        assertThat(timeline.of(incident.id()))
                .extracting(Timeline.Line::text)
                .anyMatch(text -> text.contains("No system is connected"));
    }

    @Test
    void investigationGoesOnUntilTheScopeIsKnownAndMayRaiseTheSeverity() {
        Incident incident = incident(3, 2, "T1078");
        respond(incident);
        triaged(incident);
        assertThat(severity(incident)).isEqualTo(Severity.SEV3);
        assemble(incident);
        String second = product(1);

        assertThatThrownBy(() -> engine.complete(
                        incident.number(),
                        "investigateScope",
                        Map.of("scopeKnown", "false", "findings", "x", "addedProducts", List.of("NO-SUCH"))))
                .hasMessageContaining("addedProducts")
                .hasMessageContaining("nextHypotheses");
        engine.complete(
                incident.number(),
                "investigateScope",
                Map.of(
                        "findings", "The same key opens a second product",
                        "addedProducts", List.of(second),
                        "scope", "SEVERAL_PRODUCTS",
                        "dataAtRisk", "RESTRICTED",
                        "scopeKnown", "false",
                        "nextHypotheses", "Look where else the key opens"));

        assertThat(severity(incident)).isEqualTo(Severity.SEV0);
        assertThat(incidents.affectedProducts(incident.id())).hasSize(2);
        assertThat(engine.task(incident.number(), "planContainment").getPriority())
                .isEqualTo(100);
        assertThat(engine.task(incident.number(), "investigateScope")).isNotNull();
    }

    @Test
    void whatIsFoundAfterContainmentIsContainedToo() {
        Incident incident = incident(4, 1, "T1078");
        ProcessInstance process = respond(incident);
        triaged(incident);
        assemble(incident);
        assessObligations(incident);
        contain(incident);
        assertThat(incidents.byId(incident.id()).containedAt()).isNotNull();

        engine.complete(
                incident.number(),
                "investigateScope",
                Map.of("findings", "A second key was taken", "scopeKnown", "true", "moreToContain", true));

        assertThat(process).isNotEnded().hasPassed("containMore");
        assertThat(incidents.byId(incident.id()).containedAt()).isNull();
        assertThat(open(process))
                .containsExactlyInAnyOrder("planContainment", "investigateScope", "statusUpdate", "assessObligations");
        engine.complete(
                incident.number(),
                "investigateScope",
                Map.of("findings", "No third key", "scopeKnown", "true", "moreToContain", true));
        contain(incident);
        assessObligations(incident);
        assertThat(process).isEnded();
        assertThat(incidents.byId(incident.id()).containedAt()).isNotNull();
    }

    @Test
    void aBenignIncidentIsClosedWithItsReason() {
        Incident incident = incident(3, 1, "T1566.002");
        ProcessInstance process = respond(incident);
        engine.complete(incident.number(), "acknowledge", Map.of());

        assertThatThrownBy(() -> engine.complete(
                        incident.number(),
                        "triage",
                        Map.of(
                                "verdict", "BENIGN",
                                "affectedProducts", List.of("NO-SUCH"),
                                "severityOverride", "SEV4",
                                "closureReason", "FALSE_POSITIVE")))
                .hasMessageContaining("closureReason")
                .hasMessageContaining("notes")
                .hasMessageContaining("NO-SUCH")
                .hasMessageContaining("overrideReason");
        assertThat(engine.task(incident.number(), "triage")).isNotNull();

        engine.complete(
                incident.number(),
                "triage",
                Map.of("verdict", "BENIGN", "closureReason", "AUTHORISED_ACTIVITY", "notes", "The yearly exercise"));

        assertThat(process).isEnded().hasPassed("closeWithoutResponse", "noIncident");
        Incident closed = incidents.byId(incident.id());
        assertThat(closed.closureReason()).isEqualTo("AUTHORISED_ACTIVITY");
        assertThat(closed.stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void aDuplicateGivesItsSignalsAndProductsToTheOther() {
        Incident other = incident(3, 1, "T1078");
        Incident incident = incident(3, 1, "T1078");
        ProcessInstance process = respond(incident);
        engine.complete(incident.number(), "acknowledge", Map.of());
        Incident closed = incident(3, 1, "T1078");
        jdbc.sql("update response.incident set stage = 'CLOSED' where id = ?")
                .param(closed.id())
                .update();

        assertThatThrownBy(() -> duplicate(incident, "INC-1999-000001")).hasMessageContaining("there is no incident");
        assertThatThrownBy(() -> duplicate(incident, incident.number())).hasMessageContaining("another incident");
        assertThatThrownBy(() -> duplicate(incident, closed.number())).hasMessageContaining("is closed");
        duplicate(incident, other.number().toLowerCase(java.util.Locale.ROOT));

        assertThat(process).isEnded().hasPassed("mergeIncident", "takeOver", "merged");
        Incident merged = incidents.byId(incident.id());
        assertThat(merged.mergedIntoId()).isEqualTo(other.id());
        assertThat(merged.closureReason()).isEqualTo("DUPLICATE");
        assertThat(incidents.affectedProducts(other.id())).hasSize(2);
        assertThat(timeline.of(other.id())).extracting(Timeline.Line::kind).contains("merged");
    }

    @Test
    void containmentThatWasLostIsTakenUpWithoutTriage() {
        Incident incident = incident(4, 1, "T1078");
        ProcessInstance process = engine.start(
                "first-response",
                incident.number(),
                Map.of(
                        "incidentId",
                        incident.id(),
                        "incidentNumber",
                        incident.number(),
                        "severity",
                        "SEV2",
                        "reContain",
                        true));

        engine.complete(
                incident.number(), "investigateScope", Map.of("findings", "A second door", "scopeKnown", "true"));
        contain(incident);
        assessObligations(incident);

        assertThat(process).isEnded().hasNotPassed("triage");
    }

    @Test
    void anOverrideStandsUntilTheFactsSaySomethingElse() {
        Incident incident = incident(4, 2, "T1078");
        respond(incident);
        engine.complete(incident.number(), "acknowledge", Map.of());
        engine.complete(
                incident.number(),
                "triage",
                Map.of(
                        "verdict", "TRUE_POSITIVE",
                        "exploitation", "CONFIRMED",
                        "severityOverride", "SEV1",
                        "overrideReason", "The product launches tomorrow"));
        assertThat(severity(incident)).isEqualTo(Severity.SEV1);
        assemble(incident);

        investigate(incident, Map.of());
        assertThat(severity(incident)).isEqualTo(Severity.SEV1);

        investigate(incident, Map.of("dataAtRisk", "CONFIDENTIAL"));
        assertThat(severity(incident)).isEqualTo(Severity.SEV2);
        assertThat(rules(incident)).last().isEqualTo("sev2-confidential-data");
    }

    @Test
    void whatWasLearnedRaisesTheFloorAndLinksToTheFirstIncident() {
        Incident first = incident(3, 2, "T1562.008");
        learn("Finding/" + mark, first.number());
        Incident second = incident(3, 2, "T1562.008");
        respond(second);

        assertThat(severity(second)).isEqualTo(Severity.SEV1);
        Incident recognised = incidents.byId(second.id());
        assertThat(recognised.matchedPattern()).isEqualTo("PAT-" + mark);
        assertThat(recognised.parentId()).isEqualTo(first.id());
        assertThat(timeline.of(second.id()))
                .extracting(Timeline.Line::text)
                .anyMatch(text ->
                        text.contains("PAT-" + mark) && text.contains(first.number()) && text.contains("RI-" + mark));
        engine.complete(second.number(), "acknowledge", Map.of());
        assertThat(engine.shown(second.number(), "triage").get("patternNotice"))
                .asString()
                .contains(mark);
        assertThatThrownBy(() -> engine.complete(
                        second.number(),
                        "triage",
                        Map.of("verdict", "TRUE_POSITIVE", "severityOverride", "SEV4", "overrideReason", "calm")))
                .hasMessageContaining("may not be milder than SEV1");
    }

    @Test
    void whoLeadsMustHaveTheRoleAndTheBridgeMustBeALink() {
        Incident incident = incident(4, 1, "T1078");
        respond(incident);
        triaged(incident);

        assertThatThrownBy(() -> engine.complete(
                        incident.number(),
                        "assemble",
                        Map.of(
                                "incidentCommander",
                                "auditor",
                                "communicationsLead",
                                "communications-lead",
                                "bridgeLink",
                                "room 12")))
                .hasMessageContaining("bridgeLink");
        assertThatThrownBy(() -> engine.complete(
                        incident.number(),
                        "assemble",
                        Map.of("incidentCommander", "auditor", "communicationsLead", "responder")))
                .hasMessageContaining("incidentCommander: auditor doesn't have the role")
                .hasMessageContaining("communicationsLead: responder doesn't have the role");
    }

    @Test
    void aPlanNamesEveryGapOfEveryActionAndNeedsOneOrAReason() {
        Incident incident = incident(4, 1, "T1078");
        respond(incident);
        triaged(incident);
        assemble(incident);

        Map<String, Object> empty = new HashMap<>();
        empty.put("by", "PERSON");
        assertThatThrownBy(() -> engine.complete(incident.number(), "planContainment", Map.of("plan", List.of(empty))))
                .hasMessageContaining("plan at least one action");
        assertThatThrownBy(() -> engine.complete(
                        incident.number(),
                        "planContainment",
                        Map.of("plan", List.of(Map.of("action", "Block the address")))))
                .hasMessageContaining("plan[1].target")
                .hasMessageContaining("plan[1].owner");
        assertThatThrownBy(() -> engine.complete(incident.number(), "verifyContainment", Map.of()))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void promisesThatAreSoonDueAndBrokenEscalate() {
        Incident incident = incident(4, 1, "T1078");
        ProcessInstance process = respond(incident);
        late(process, "acknowledge");
        engine.complete(incident.number(), "acknowledge", Map.of());
        late(process, "triage");
        triage(incident);
        late(process, "assemble");
        assemble(incident);
        late(process, "contain");
        late(process, "investigate");
        late(process, "statusUpdate");
        late(process, "assessObligations");

        assertThat(process)
                .hasPassed(
                        "acknowledgeLate",
                        "triageLate",
                        "assembleLate",
                        "containLate",
                        "investigateLate",
                        "statusUpdateLate",
                        "assessObligationsLate");
    }

    private List<String> open(ProcessInstance process) {
        return tasks.createTaskQuery().processInstanceId(process.getId()).list().stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    private void assessObligations(Incident incident) {
        engine.complete(
                incident.number(),
                "assessObligations",
                Map.of("awareAt", clock.instant().toString(), "reasoning", "No personal data is in it"));
    }

    private void late(ProcessInstance process, String element) {
        for (String timer : List.of(element + "Warning", element + "Due")) {
            Job job = management
                    .createJobQuery()
                    .processInstanceId(process.getId())
                    .activityId(timer)
                    .singleResult();
            if (job.getDuedate().toInstant().isAfter(clock.instant())) {
                clock.set(job.getDuedate().toInstant());
            }
            management.executeJob(job.getId());
        }
    }

    private ProcessInstance respond(Incident incident) {
        return engine.start(
                "first-response",
                incident.number(),
                Map.of(
                        "incidentId", incident.id(),
                        "incidentNumber", incident.number(),
                        "severity", incident.severity().name()));
    }

    private void triaged(Incident incident) {
        engine.complete(incident.number(), "acknowledge", Map.of());
        triage(incident);
    }

    private void triage(Incident incident) {
        engine.complete(incident.number(), "triage", Map.of("verdict", "TRUE_POSITIVE", "exploitation", "CONFIRMED"));
    }

    private void duplicate(Incident incident, String other) {
        engine.complete(incident.number(), "triage", Map.of("verdict", "DUPLICATE", "duplicateOf", other));
    }

    private void assemble(Incident incident) {
        engine.complete(
                incident.number(),
                "assemble",
                Map.of(
                        "incidentCommander", "incident-commander",
                        "communicationsLead", "communications-lead",
                        "bridgeLink", "https://meet.example.com/" + incident.number()));
    }

    private void contain(Incident incident) {
        engine.complete(
                incident.number(), "planContainment", Map.of("plan", List.of(step("Disable the account", "PERSON"))));
        assertThat(engine.shown(incident.number(), "containByHand").get("action"))
                .isEqualTo("Disable the account");
        engine.complete(
                incident.number(), "containByHand", Map.of("outcome", "DONE", "result", "Disabled, sessions ended"));
        engine.complete(
                incident.number(), "verifyContainment", Map.of("contained", "true", "evidence", "No sign-in since"));
    }

    private void investigate(Incident incident, Map<String, Object> facts) {
        Map<String, Object> round = new HashMap<>(facts);
        round.put("findings", "Looked at the logs");
        round.put("scopeKnown", "false");
        round.put("nextHypotheses", "Look at the other region");
        engine.complete(incident.number(), "investigateScope", round);
    }

    private static Map<String, Object> step(String action, String by) {
        return Map.of("action", action, "target", "ci-deploy-legacy", "by", by, "owner", "Amara Diallo");
    }

    private Severity severity(Incident incident) {
        return incidents.byId(incident.id()).severity();
    }

    private List<String> rules(Incident incident) {
        return jdbc.sql("select rule from response.severity_change where incident_id = ? order by id")
                .param(incident.id())
                .query(String.class)
                .list();
    }

    /** A stored incident with one signal and one product, without its lifecycle. */
    private Incident incident(int signalSeverity, int tier, String technique) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        String one = UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        long id = jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, ?, 'SEV3', 'AMBER', 'FIRST_RESPONSE',"
                        + " 'DETECTION', ?, ?, ?, ?) returning id")
                .params("INC-T-" + one, "Audit trail [off](http://x)", "Finding/" + mark, "key-" + one, now, now)
                .query(Long.class)
                .single();
        long signal = StoredSignal.of(one, "Finding/" + mark, "key-" + one)
                .titled("Audit trail off")
                .rated(signalSeverity)
                .about(List.of(technique), List.of(), List.of())
                .at(now, now)
                .in(jdbc);
        incidents.link(id, signal);
        incidents.addAffectedProducts(id, List.of(product(tier)), "signal");
        return incidents.byId(id);
    }

    private String product(int tier) {
        String id = "FR-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, ?, 'Division of tests', 'Amara Diallo', ?, 'INTERNAL', 'INTERNAL', ?)")
                .params(id, "Product " + id, tier, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private void learn(String findingType, String firstIncident) {
        String deployed = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("known-patterns")
                .latestVersion()
                .singleResult()
                .getId();
        DmnModelInstance table = repository.getDmnModelInstance(deployed);
        Rule rule = table.newInstance(Rule.class);
        for (String cell : List.of(quoted(findingType), quoted("T1562.008"), quoted("Division of tests"))) {
            InputEntry entry = table.newInstance(InputEntry.class);
            entry.setText(text(table, cell));
            rule.addChildElement(entry);
        }
        for (String cell :
                List.of(quoted("PAT-" + mark), quoted("SEV1"), quoted(firstIncident), quoted("RI-" + mark))) {
            OutputEntry entry = table.newInstance(OutputEntry.class);
            entry.setText(text(table, cell));
            rule.addChildElement(entry);
        }
        table.getModelElementsByType(DecisionTable.class).iterator().next().addChildElement(rule);
        repository
                .createDeployment()
                .name("learned")
                .addModelInstance("known-patterns.dmn", table)
                .deploy();
    }

    private static Text text(DmnModelInstance table, String content) {
        Text text = table.newInstance(Text.class);
        text.setTextContent(content);
        return text;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
