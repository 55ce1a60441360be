package io.github.integratedresponse.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.repair.RepairItems;
import io.github.integratedresponse.review.ItemClass;
import io.github.integratedresponse.review.ProposedRepairItems;
import io.github.integratedresponse.review.RepairProposal;
import io.github.integratedresponse.review.RootCauses;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class GovernanceUpdateTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Baselines baselines;

    @Autowired
    LearnedPatterns patterns;

    @Autowired
    RollOuts rollOuts;

    @Autowired
    DecisionService decisions;

    @Autowired
    ProposedRepairItems proposals;

    @Autowired
    RepairItems repairItems;

    @Autowired
    RootCauses rootCauses;

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    @Test
    void aRootCauseBecomesANewControlThatIsAdoptedAndAPatternThatIsRecognised() throws Exception {
        GovernanceWork work = work("DETECTION_GAP", false);
        String repairItem = repairItem(work);
        ProcessInstance instance = work.start();

        Map<String, Object> asked = engine.shown(work.incident, "confirmDecision");
        assertThat(asked.get("proposedShown")).isEqualTo("New control");
        assertThat(asked.get("coverageShown")).isEqualTo("nothing is assessed");
        assertThat(asked.get("incidentTitle")).isEqualTo("Trail \\*off\\*");
        work.complete("confirmDecision", Map.of("decision", "NEW_CONTROL"));
        work.complete("draftChange", newControl(work, "lt-9" + number(work)));

        Map<String, Object> board = engine.shown(work.incident, "standardsBoard");
        assertThat(board.get("impactShown")).isEqualTo("3 of 3");
        work.complete("standardsBoard", Map.of("decision", "APPROVED"));

        Baseline published = work.baseline(baselines);
        String control = published.controlIds().get(0);
        assertThat(published.version()).matches("2026\\.\\d+");
        assertThat(jdbc.sql("select changed_in from response.control where id = ?")
                        .param(control)
                        .query(String.class)
                        .single())
                .isEqualTo(published.version());

        rollOut(work, work.north, Map.of("progress", 100, "evidence", "https://example.com/north"));
        rollOut(
                work,
                work.south,
                Map.of(
                        "progress",
                        0,
                        "exceptionReason",
                        "Frozen until the move",
                        "exceptionUntil",
                        work.today().plusDays(30).toString()));
        assertThat(instance).isWaitingAt("followAdoption");
        assertThat(engine.shown(work.incident, "followAdoption").get("adoptionShown"))
                .isEqualTo("0 of 3 products in scope, 0 %");

        importAssessments(work, control, "compliant", "1", "2", "3");
        assertThat(instance).isWaitingAt("draftPattern").hasPassed("importedMeanwhile", "adoptionSettled");
        assertThat(work.baseline(baselines).adoptionOutcome()).isEqualTo(Baseline.AdoptionOutcome.REACHED);

        Map<String, Object> proposed = engine.shown(work.incident, "draftPattern");
        assertThat(proposed).containsEntry("technique", "T1562.008").containsEntry("severityFloor", "SEV1");
        work.complete("draftPattern", pattern(work));
        assertThat(engine.shown(work.incident, "approvePattern").get("matchesShown"))
                .isEqualTo("1 of the signals that ever came in");
        work.complete("approvePattern", Map.of("decision", "APPROVED"));

        assertThat(instance).isEnded().hasPassed("deployLearnedPattern", "patternLive");
        LearnedPattern live = work.pattern(patterns);
        assertThat(live.state()).isEqualTo(LearnedPattern.State.LIVE);
        assertThat(recognised(work.findingType, "T1562.008", work.north))
                .containsExactly(Map.of(
                        "pattern",
                        live.number(),
                        "severityFloor",
                        "SEV1",
                        "learnedFrom",
                        work.incident,
                        "repairItem",
                        repairItem));
        assertThat(recognised(work.findingType, "T1098", work.north)).isEmpty();

        JsonNode trace = json.valueToTree(new GovernanceTrace(baselines, patterns).of(work.incidentId));
        assertThat(trace.at("/baselines/0/version").asText()).isEqualTo(published.version());
        assertThat(trace.at("/patterns/0/number").asText()).isEqualTo(live.number());
        JsonNode shown = get("/api/v1/baselines/" + published.version());
        assertThat(shown.at("/kind").asText()).isEqualTo("NEW_CONTROL");
        assertThat(shown.at("/rollOuts")).hasSize(2);
        assertThat(shown.at("/measurements")).hasSize(2);
        assertThat(get("/api/v1/baselines?incident=" + work.incident)
                        .at("/items/0/adoption/share")
                        .asDouble())
                .isEqualTo(1);
        assertThat(get("/api/v1/patterns?learnedFrom=" + work.incident)
                        .at("/items/0/state")
                        .asText())
                .isEqualTo("LIVE");
        assertThat(get("/api/v1/patterns/" + live.number()).at("/technique").asText())
                .isEqualTo("T1562.008");
        assertThat(http.get("auditor", "/api/v1/baselines/1999.1").statusCode()).isEqualTo(404);
        assertThat(http.get("auditor", "/api/v1/patterns/PAT-1").statusCode()).isEqualTo(404);
        assertThat(work.timeline())
                .anyMatch(line -> line.startsWith("Baseline " + published.version() + " published"))
                .anyMatch(line -> line.startsWith("Pattern " + live.number() + " is live"));
    }

    @Test
    void whatTheStandardNeedsNotStillTeachesAPattern() {
        GovernanceWork work = work("PRODUCT_DEFECT", false);
        ProcessInstance instance = work.start();

        work.complete("confirmDecision", Map.of("decision", "NONE"));
        assertThat(instance).isWaitingAt("draftPattern").hasNotPassed("draftChange");

        refuses(work, "draftPattern", Map.of("none", true), "noneReason");
        work.complete("draftPattern", Map.of("none", true, "noneReason", "It can't come back"));
        assertThat(instance).isEnded().hasPassed("nothingLearned");
        assertThat(work.pattern(patterns).state()).isEqualTo(LearnedPattern.State.DROPPED);
    }

    @Test
    void anotherDecisionThanProposedNeedsAReason() {
        GovernanceWork work = work("PRODUCT_DEFECT", false);
        work.start();

        refuses(work, "confirmDecision", Map.of("decision", "ENFORCE"), "reason");
        refuses(work, "confirmDecision", Map.of(), "decision");
        work.confirm("ENFORCE");

        assertThat(jdbc.sql("select proposed || ' ' || decision || ' ' || reason from response.control_decision"
                                + " where root_cause_id = ?")
                        .param(work.rootCauseId)
                        .query(String.class)
                        .single())
                .isEqualTo("NONE ENFORCE we looked at it");
    }

    @Test
    void everyProblemOfADraftIsNamedAtOnce() {
        GovernanceWork work = work("CONTROL_GAP", true);
        work.start();
        work.confirm("CHANGE_CONTROL");

        assertThat(String.valueOf(engine.shown(work.incident, "draftChange").get("controlIds")))
                .contains(work.control);
        refuses(work, "draftChange", Map.of(), "title", "text");
        refuses(
                work,
                "draftChange",
                Map.of(
                        "title", "T",
                        "text", "X",
                        "newControlId", "LT-9",
                        "scopeTags", List.of("no:such"),
                        "controlIds", List.of("ZZ-1")),
                "newControlId",
                "controlIds",
                "scopeTags");
    }

    @Test
    void aNewControlNeedsAnIdOfItsOwnAndADomain() {
        GovernanceWork work = work("CONTROL_GAP", false);
        work.start();
        work.confirm("NEW_CONTROL");

        refuses(
                work,
                "draftChange",
                Map.of("title", "T", "text", "X", "controlIds", List.of(work.control), "newControlDomain", "Cooking"),
                "controlIds",
                "newControlId",
                "newControlDomain");
        refuses(
                work,
                "draftChange",
                Map.of("title", "T", "text", "X", "newControlId", "LT-3"),
                "newControlId",
                "newControlDomain");
        refuses(work, "draftChange", Map.of("title", "T", "text", "X", "newControlId", "third"), "newControlId");
    }

    @Test
    void theBoardReturnsADraftWithCommentsAndMayRejectIt() {
        GovernanceWork work = work("CONTROL_GAP", true);
        work.assessed("1", work.control, "COMPLIANT");
        work.assessed("2", work.control, "NOT_APPLICABLE");
        ProcessInstance instance = work.start();
        work.confirm("CHANGE_CONTROL");
        work.complete("draftChange", change(work));

        Map<String, Object> board = engine.shown(work.incident, "standardsBoard");
        assertThat(board.get("impactShown")).isEqualTo("1 of 2");
        assertThat(String.valueOf(board.get("impact"))).contains(work.south);
        refuses(work, "standardsBoard", Map.of("decision", "RETURNED"), "comments");
        refuses(work, "standardsBoard", Map.of(), "decision");
        work.complete("standardsBoard", Map.of("decision", "RETURNED", "comments", "Say how fast"));

        Map<String, Object> again = engine.shown(work.incident, "draftChange");
        assertThat(String.valueOf(again.get("boardComments"))).contains("Say how fast");
        assertThat(again.get("title")).isEqualTo("Watch closely");
        work.complete("draftChange", change(work));
        work.complete("standardsBoard", Map.of("decision", "REJECTED", "comments", "Too dear"));

        assertThat(instance).isWaitingAt("draftPattern").hasNotPassed("publishBaseline");
        Baseline rejected = work.baseline(baselines);
        assertThat(rejected.state()).isEqualTo(Baseline.State.REJECTED);
        assertThat(rejected.version()).isNull();
        assertThat(jdbc.sql("select description from response.control where id = ?")
                        .param(work.control)
                        .query(String.class)
                        .single())
                .isEqualTo("Keep the trail on.");
    }

    @Test
    void aDivisionThatStaysBehindNeedsAnExceptionWithAnEnd() {
        GovernanceWork work = published("ENFORCE");
        refuses(work, work.north, Map.of("progress", 50), "evidence", "exceptionReason", "exceptionUntil");
        refuses(work, work.north, Map.of("progress", 101), "progress");
        refuses(
                work,
                work.north,
                Map.of("progress", 0, "exceptionReason", "later", "exceptionUntil", "2020-01-01"),
                "exceptionUntil");
        refuses(
                work,
                work.north,
                Map.of("progress", 100, "evidence", "there", "exceptionReason", "none"),
                "exceptionReason");
    }

    @Test
    void adoptionIsFollowedUntilItIsAccepted() {
        GovernanceWork work = published("ENFORCE");
        ProcessInstance instance = rolledOut(work);
        assertThat(instance).isWaitingAt("followAdoption");

        clock.advance(Duration.ofDays(8));
        engine.runDueJobs(work.incident);
        assertThat(instance).isWaitingAt("followAdoption").hasPassed("followedForAWeek");

        work.complete("followAdoption", Map.of("decision", "CONTINUE"));
        assertThat(instance).isWaitingAt("waitForAdoption");
        clock.advance(Duration.ofDays(8));
        engine.runDueJobs(work.incident);
        assertThat(instance).isWaitingAt("followAdoption").hasPassed("aWeekLater");

        work.complete("followAdoption", Map.of("decision", "CONTINUE", "reason", "South is on it"));
        importAssessments(work, work.control, "partially-compliant", "1");
        assertThat(instance).isWaitingAt("followAdoption").hasPassed("assessmentsImported");

        refuses(work, "followAdoption", Map.of("decision", "ACCEPT"), "reason");
        refuses(work, "followAdoption", Map.of(), "decision");
        work.complete("followAdoption", Map.of("decision", "ACCEPT", "reason", "The rest is retired soon"));
        assertThat(instance).isWaitingAt("draftPattern").hasPassed("adoptionSettled");
        Baseline accepted = work.baseline(baselines);
        assertThat(accepted.adoptionOutcome()).isEqualTo(Baseline.AdoptionOutcome.ACCEPTED);
        assertThat(accepted.adoptionReason()).isEqualTo("The rest is retired soon");
    }

    @Test
    void anAssessmentFromBeforeTellsNothingOfAChangedControl() {
        GovernanceWork work = work("CONTROL_GAP", true);
        List.of("1", "2", "3").forEach(number -> work.assessed(number, work.control, "COMPLIANT"));
        clock.advance(Duration.ofDays(2));
        ProcessInstance instance = work.start();
        assertThat(engine.shown(work.incident, "confirmDecision").get("coverageShown"))
                .isEqualTo("100 % of the assessed products meet them");
        work.complete("confirmDecision", Map.of("decision", "CHANGE_CONTROL"));
        work.complete("draftChange", change(work));
        work.complete("standardsBoard", Map.of("decision", "APPROVED"));
        rolledOut(work);

        assertThat(instance).isWaitingAt("followAdoption");
        assertThat(jdbc.sql("select description from response.control where id = ?")
                        .param(work.control)
                        .query(String.class)
                        .single())
                .isEqualTo("Watch within an hour.");
    }

    @Test
    void whatIsMetAlreadyIsAdoptedAtOnce() {
        GovernanceWork work = work("PROCESS_GAP", true);
        List.of("1", "2", "3").forEach(number -> work.assessed(number, work.control, "COMPLIANT"));
        ProcessInstance instance = work.start();
        work.complete("confirmDecision", Map.of("decision", "STRENGTHEN_GUIDANCE"));
        work.complete("draftChange", change(work));
        work.complete("standardsBoard", Map.of("decision", "APPROVED"));
        rolledOut(work);

        assertThat(instance).isWaitingAt("draftPattern").hasNotPassed("followAdoption");
    }

    @Test
    void aPatternIsReturnedAndDropped() {
        GovernanceWork work = work("PRODUCT_DEFECT", false);
        ProcessInstance instance = work.start();
        work.complete("confirmDecision", Map.of("decision", "NONE"));

        refuses(work, "draftPattern", Map.of(), "findingType", "severityFloor");
        refuses(
                work,
                "draftPattern",
                Map.of(
                        "findingType", "x",
                        "technique", "TA0005",
                        "division", "nowhere",
                        "severityFloor", "SEV1",
                        "noneReason", "but"),
                "technique",
                "division",
                "noneReason");
        work.complete("draftPattern", pattern(work));
        refuses(work, "approvePattern", Map.of("decision", "DROPPED"), "comment");
        refuses(work, "approvePattern", Map.of(), "decision");
        work.complete("approvePattern", Map.of("decision", "RETURNED", "comment", "Too wide"));
        assertThat(String.valueOf(engine.shown(work.incident, "draftPattern").get("managerComments")))
                .contains("Too wide");
        work.complete("draftPattern", pattern(work));
        work.complete("approvePattern", Map.of("decision", "DROPPED", "comment", "It would match everything"));

        assertThat(instance).isEnded().hasPassed("patternDropped").hasNotPassed("deployLearnedPattern");
        assertThat(recognised(work.findingType, "T1562.008", "")).isEmpty();
    }

    @Test
    void whatIsRecognisedAlreadyIsNotLearnedTwice() {
        GovernanceWork work = work("PRODUCT_DEFECT", false);
        work.start();
        work.complete("confirmDecision", Map.of("decision", "NONE"));
        work.complete("draftPattern", pattern(work));
        work.complete("approvePattern", Map.of("decision", "APPROVED"));
        String first = work.pattern(patterns).number();
        work.start();
        work.complete("confirmDecision", Map.of("decision", "NONE"));

        assertThatThrownBy(() -> work.complete("draftPattern", pattern(work)))
                .hasMessageContaining(first)
                .hasMessageContaining("findingType");
    }

    @Test
    void everyPromiseIsEscalatedWhenItIsLate() {
        GovernanceWork work = work("CONTROL_GAP", true);
        ProcessInstance instance = work.start();
        work.confirm("ENFORCE");
        late(work, 22);
        work.complete("draftChange", change(work));
        late(work, 22);
        work.complete("standardsBoard", Map.of("decision", "APPROVED"));
        late(work, 91);
        rolledOut(work);
        work.complete("followAdoption", Map.of("decision", "ACCEPT", "reason", "retired soon"));
        late(work, 22);
        work.complete("draftPattern", pattern(work));
        late(work, 22);

        assertThat(instance)
                .hasPassed(
                        "draftChangeWarning",
                        "draftChangeDue",
                        "draftChangeLate",
                        "standardsBoardWarning",
                        "standardsBoardDue",
                        "standardsBoardLate",
                        "adoptWarning",
                        "adoptDue",
                        "adoptLate",
                        "draftPatternWarning",
                        "draftPatternDue",
                        "draftPatternLate",
                        "approvePatternWarning",
                        "approvePatternDue",
                        "approvePatternLate");
    }

    @Test
    void everyTaskIsSomebodysWithADueDateAndThePriorityOfItsSeverity() {
        GovernanceWork work = published("ENFORCE");
        Task task = engine.tasks(work.incident).get(0);

        assertThat(task.getPriority()).isEqualTo(80);
        assertThat(task.getDueDate().toInstant()).isEqualTo(clock.instant().plus(Duration.ofDays(90)));
        assertThat(tasks.getIdentityLinksForTask(task.getId()))
                .anyMatch(link -> "product-engineer".equals(link.getGroupId()));
    }

    @ParameterizedTest
    @CsvSource({
        "DETECTION_GAP, false, , 0, NEW_CONTROL",
        "CONTROL_GAP, false, , 0, NEW_CONTROL",
        "PROCESS_GAP, false, , 0, NEW_CONTROL",
        "HUMAN_FACTOR, false, , 1, NEW_CONTROL",
        "PRODUCT_DEFECT, false, , 0, NONE",
        "CONTROL_GAP, true, , 0, ENFORCE",
        "HUMAN_FACTOR, true, 0.69, 3, ENFORCE",
        "PRODUCT_DEFECT, true, 0.7, 1, CHANGE_CONTROL",
        "DETECTION_GAP, true, 0.9, 0, CHANGE_CONTROL",
        "PROCESS_GAP, true, 1, 0, STRENGTHEN_GUIDANCE",
        "PRODUCT_DEFECT, true, 1, 0, NONE"
    })
    void theTableProposesByFacts(
            String classification,
            boolean mapped,
            @org.jspecify.annotations.Nullable Double coverage,
            int recurrence,
            String decision) {
        var rule = decisions
                .evaluateDecisionTableByKey(
                        "control-decision",
                        Variables.putValue("classification", classification)
                                .putValue("controlsMapped", mapped)
                                .putValue("coverage", coverage)
                                .putValue("recurrence", recurrence))
                .getSingleResult();
        assertThat((Object) rule.getEntry("decision")).isEqualTo(decision);
        assertThat((String) rule.getEntry("reason")).endsWith(".");
    }

    @Test
    void aCauseThatLedToAnIncidentBeforeIsRecurrent() {
        GovernanceWork work = work("HUMAN_FACTOR", false);
        long again = work.incident(work.incident + "-2", work.findingType);
        long cause = work.rootCause(again, work.mark + "-2", "HUMAN_FACTOR", false);
        engine.start(
                "governance-update",
                work.incident + "-2",
                Map.of(
                        "incidentId",
                        again,
                        "incidentNumber",
                        work.incident + "-2",
                        "severity",
                        "SEV1",
                        "rootCauseId",
                        cause));

        Map<String, Object> asked = engine.shown(work.incident + "-2", "confirmDecision");
        assertThat(asked.get("recurrenceShown")).isEqualTo("1");
        assertThat(asked.get("proposedShown")).isEqualTo("New control");
    }

    private String repairItem(GovernanceWork work) {
        long review = rootCauses.byId(work.rootCauseId).reviewId();
        proposals.propose(
                new RepairProposal(
                        review,
                        null,
                        work.incidentId,
                        work.rootCauseId,
                        "Alert when a trail stops",
                        "Nobody noticed.",
                        ItemClass.DETECT,
                        "owner@example.com",
                        null,
                        null,
                        null,
                        null,
                        null),
                "board");
        return repairItems
                .open(proposals.proposedForReview(review).get(0), "board")
                .number();
    }

    private GovernanceWork work(String classification, boolean mapped) {
        return new GovernanceWork(engine, jdbc, clock, classification, mapped);
    }

    private GovernanceWork published(String decision) {
        GovernanceWork work = work("PROCESS_GAP", true);
        work.start();
        work.confirm(decision);
        work.complete("draftChange", change(work));
        work.complete("standardsBoard", Map.of("decision", "APPROVED"));
        return work;
    }

    private ProcessInstance rolledOut(GovernanceWork work) {
        rollOut(work, work.north, Map.of("progress", 100, "evidence", "there"));
        rollOut(work, work.south, Map.of("progress", 100, "evidence", "there"));
        return java.util.Objects.requireNonNull(engineInstance(work));
    }

    private ProcessInstance engineInstance(GovernanceWork work) {
        return org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey("governance-update")
                .processInstanceBusinessKey(work.incident)
                .singleResult();
    }

    private void rollOut(GovernanceWork work, String division, Map<String, ?> submitted) {
        engine.submit(rollOutTask(work, division), submitted);
        engine.runDueJobs(work.incident);
    }

    private String rollOutTask(GovernanceWork work, String division) {
        return engine.tasks(work.incident).stream()
                .filter(task -> task.getTaskDefinitionKey().equals("rollOut"))
                .filter(task -> rollOuts.byId(((Number) tasks.getVariable(task.getId(), "rollOutId")).longValue())
                        .division()
                        .equals(division))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    private void refuses(GovernanceWork work, String place, Map<String, ?> submitted, String... fields) {
        boolean division = place.equals(work.north) || place.equals(work.south);
        var refusal = assertThatThrownBy(() -> {
            if (division) {
                rollOut(work, place, submitted);
            } else {
                work.complete(place, submitted);
            }
        });
        for (String field : fields) {
            refusal.hasMessageContaining(field);
        }
        assertThat(engine.tasks(work.incident)).isNotEmpty();
    }

    private void late(GovernanceWork work, int days) {
        clock.advance(Duration.ofDays(days));
        engine.runDueJobs(work.incident);
    }

    private static Map<String, Object> newControl(GovernanceWork work, String id) {
        return Map.of(
                "newControlId", id,
                "newControlDomain", "Logging and Threat Detection",
                "title", "Alert when a trail stops",
                "text", "Raise an alert within five minutes of any audit trail stopping.",
                "scopeTags", List.of(work.tag));
    }

    private static String number(GovernanceWork work) {
        return String.valueOf(Math.floorMod(work.mark.hashCode(), 1000));
    }

    private static Map<String, Object> change(GovernanceWork work) {
        return Map.of(
                "controlIds",
                List.of(work.control),
                "title",
                "Watch closely",
                "text",
                "Watch within an hour.",
                "scopeTags",
                List.of(work.tag));
    }

    private static Map<String, Object> pattern(GovernanceWork work) {
        return Map.of("findingType", work.findingType, "technique", "t1562.008", "severityFloor", "SEV1");
    }

    private void importAssessments(GovernanceWork work, String control, String status, String... products) {
        StringBuilder csv = new StringBuilder("productId,control,status,score,assessedOn\n");
        for (String product : products) {
            csv.append("%s,%s,%s,90,%s\n".formatted(work.product(product), control, status, LocalDate.now(clock)));
        }
        var answer = http.send(http.request("governance-analyst", "/api/v1/assessments")
                .header("Content-Type", "text/csv")
                .PUT(HttpRequest.BodyPublishers.ofString(csv.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        engine.runDueJobs(work.incident);
    }

    private List<Map<String, Object>> recognised(String findingType, String technique, String division) {
        return decisions
                .evaluateDecisionTableByKey(
                        "known-patterns",
                        Variables.putValue("findingType", findingType)
                                .putValue("technique", technique)
                                .putValue("division", division))
                .getResultList();
    }

    private JsonNode get(String path) throws Exception {
        var answer = http.get("auditor", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
