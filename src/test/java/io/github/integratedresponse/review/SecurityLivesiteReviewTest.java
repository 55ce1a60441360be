package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class SecurityLivesiteReviewTest {

    @Autowired
    Engine engine;

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    @Autowired
    Reviews reviews;

    @Autowired
    RootCauses rootCauses;

    @Autowired
    ProposedRepairItems repairItems;

    @Autowired
    BoardDecisions decisions;

    @Autowired
    EvidencePack evidence;

    @Autowired
    ReviewTrace trace;

    @Autowired
    VariantHunts hunts;

    @Autowired
    FormService forms;

    ReviewCase incident;
    ProcessInstance review;

    @BeforeEach
    void anIncidentToReview() {
        incident = new ReviewCase(jdbc, clock.instant());
        incident.incident("INC-LIKE-" + incident.key, incident.findingType, clock.instant());
        review = engine.start("security-livesite-review", incident.number, incident.scalars());
    }

    @Test
    void theFormsProposeWhoComesByNameAndWhoLedItAsPresent() {
        jdbc.sql("update response.product set owner = 'amara.diallo@example.com' where id in"
                        + " (select a.product_id from response.affected_product a join response.incident i"
                        + " on i.id = a.incident_id where i.number = ?)")
                .param(incident.number)
                .update();
        assertThat(String.valueOf(engine.shown(incident.number, "schedule").get("attendees")))
                .contains("\"name\":\"Amara Diallo\"", "\"address\":\"amara.diallo@example.com\"");
        schedule();
        assertThat(String.valueOf(engine.shown(incident.number, "fiveWhy").get("present")))
                .contains("Ines Duarte")
                .doesNotContain("Mara Lindqvist", "Jo Ek");
    }

    @Test
    void aReviewRunsFromItsEvidenceToPublication() throws Exception {
        assertThat(opened().number()).matches("SLR-\\d{4}-\\d{6}");
        assertThat(opened().state()).isEqualTo(Review.State.OPEN);
        assertThat(evidence.of(opened().id()))
                .extracting(Evidence::kind)
                .contains(
                        Evidence.Kind.SIGNAL,
                        Evidence.Kind.TIMELINE,
                        Evidence.Kind.PRODUCT,
                        Evidence.Kind.SIMILAR_INCIDENT);
        assertThat(engine.task(incident.number, "schedule").getDueDate()).isNotNull();
        assertThat(engine.task(incident.number, "schedule").getPriority()).isEqualTo(60);
        assertThat(String.valueOf(engine.shown(incident.number, "schedule").get("attendees")))
                .contains("Mara Lindqvist");
        assertThat(String.valueOf(engine.shown(incident.number, "schedule").get("evidencePack")))
                .contains("\"similar incident\"", " UTC\"")
                .doesNotContain("SIMILAR_INCIDENT")
                .doesNotContainPattern("\"at\":\"[^\"]*\\dT");

        schedule();
        assertThat(opened().state()).isEqualTo(Review.State.SCHEDULED);
        assertThat(String.valueOf(engine.shown(incident.number, "fiveWhy").get("whys")))
                .contains("\"parent\":4");
        holdIt();
        assertThat(opened().state()).isEqualTo(Review.State.HELD);
        assertThat(clockState("slr-held")).isEqualTo("MET");
        assertThat(clockState("slr-published")).isEqualTo("RUNNING");
        assertThat(String.valueOf(engine.shown(incident.number, "classify").get("causes")))
                .contains("\"whyNo\":5");

        engine.complete(incident.number, "classify", classification(false));
        RootCause cause = rootCauses.ofReview(opened().id()).get(0);
        assertThat(cause.controlIds()).containsExactly("LT-3");
        assertThat(cause.standardChangeNeeded()).isTrue();
        assertThat(String.valueOf(engine.shown(incident.number, "repairItems").get("causes")))
                .contains("Nothing watches");

        engine.complete(incident.number, "repairItems", repairs(cause.id()));
        assertThat(opened().state()).isEqualTo(Review.State.BOARD);
        assertThat(repairItems.proposedForReview(opened().id())).singleElement().satisfies(item -> {
            assertThat(item.rootCauseId()).isEqualTo(cause.id());
            assertThat(item.knownExploited()).isNull();
        });
        assertThat(String.valueOf(engine.shown(incident.number, "board").get("items")))
                .contains("Alert");

        engine.complete(incident.number, "board", Map.of("decision", "APPROVED", "comment", "Thank you"));

        assertThat(review).isEnded().hasPassed("publish", "reviewed");
        assertThat(opened().state()).isEqualTo(Review.State.PUBLISHED);
        assertThat(reviews.publishedOf(incident.incidentId)).isPresent();
        assertThat(clockState("slr-published")).isEqualTo("MET");
        assertThat(rootCauses.idsOfIncident(incident.incidentId)).containsExactly(cause.id());
        assertThat(incident.timeline()).last().asString().endsWith("published");
        assertThat(trace.of(incident.incidentId)).containsKey("review");
        theApiShowsIt();
    }

    private void theApiShowsIt() throws Exception {
        String number = opened().number();
        JsonNode shown = json.readTree(
                http.get("auditor", "/api/v1/slrs/" + number.toLowerCase()).body());
        assertThat(shown.get("number").asText()).isEqualTo(number);
        assertThat(shown.get("incident").asText()).isEqualTo(incident.number);
        assertThat(shown.get("tree")).hasSize(5);
        assertThat(shown.at("/tree/4/level").asInt()).isEqualTo(5);
        assertThat(shown.at("/rootCauses/0/controls/0").asText()).isEqualTo("LT-3");
        assertThat(shown.at("/decisions/0/decision").asText()).isEqualTo("APPROVED");
        assertThat(shown.get("evidence").asInt()).isPositive();
        assertThat(shown.toString()).doesNotContain("mara@example.com");
        JsonNode listed = json.readTree(http.get("auditor", "/api/v1/slrs?state=PUBLISHED&incident=" + incident.number)
                .body());
        assertThat(listed.get("total").asInt()).isEqualTo(1);
        assertThat(listed.at("/items/0/number").asText()).isEqualTo(number);
        assertThat(http.get("auditor", "/api/v1/slrs/SLR-1999-000001").statusCode())
                .isEqualTo(404);
        assertThat(http.get("auditor", "/api/v1/slrs?size=0").statusCode()).isEqualTo(400);
    }

    @Test
    void aReviewThatTheBoardReturnsGoesRoundUntilItIsApproved() {
        schedule();
        holdIt();
        engine.complete(incident.number, "classify", classification(false));
        long cause = rootCauses.ofReview(opened().id()).get(0).id();
        engine.complete(incident.number, "repairItems", repairs(cause));

        engine.complete(
                incident.number,
                "board",
                Map.of("decision", "RETURNED", "returnTo", "REPAIR_ITEMS", "questions", "Who pays for it?"));
        assertThat(opened().state()).isEqualTo(Review.State.RETURNED);
        assertThat(String.valueOf(engine.shown(incident.number, "repairItems").get("boardQuestions")))
                .contains("Who pays for it?");
        assertThat(String.valueOf(engine.shown(incident.number, "repairItems").get("items")))
                .contains("Alert", "\"rootCauseId\":\"" + cause + "\"");
        engine.complete(incident.number, "repairItems", repairs(cause));
        assertThat(repairItems.proposedForReview(opened().id())).hasSize(1);

        engine.complete(
                incident.number,
                "board",
                Map.of("decision", "RETURNED", "returnTo", "CLASSIFY", "questions", "Is it not a process gap?"));
        assertThat(String.valueOf(engine.shown(incident.number, "classify").get("causes")))
                .contains("DETECTION_GAP", "LT-3");
        engine.complete(incident.number, "classify", classification(false));
        assertThat(rootCauses.ofReview(opened().id()))
                .as("a root cause keeps its id")
                .extracting(RootCause::id)
                .containsExactly(cause);
        engine.complete(incident.number, "repairItems", repairs(cause));

        engine.complete(
                incident.number,
                "board",
                Map.of("decision", "RETURNED", "returnTo", "FIVE_WHY", "questions", "Why did nobody notice?"));
        assertThat(String.valueOf(engine.shown(incident.number, "reviseFiveWhy").get("whys")))
                .contains("Why no. 5");
        Map<String, Object> revised = findings(6);
        row(revised, 4).put("rootCause", false);
        row(revised, 5).put("rootCause", true);
        engine.complete(incident.number, "reviseFiveWhy", revised);
        assertThat(rootCauses.ofReview(opened().id()))
                .as("what is no root cause any more is not classified any more")
                .isEmpty();
        Map<String, Object> again = classification(false);
        row(again, "causes", 0).put("whyNo", 6);
        engine.complete(incident.number, "classify", again);
        long other = rootCauses.ofReview(opened().id()).get(0).id();
        engine.complete(incident.number, "repairItems", repairs(other));
        engine.complete(incident.number, "board", Map.of("decision", "approved"));

        assertThat(review).isEnded().hasPassed("reviseFiveWhy", "backTo", "publish");
        assertThat(decisions.of(opened().id()))
                .extracting(BoardDecision::round, BoardDecision::returnTo)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, BoardDecision.ReturnTo.REPAIR_ITEMS),
                        org.assertj.core.groups.Tuple.tuple(2, BoardDecision.ReturnTo.CLASSIFY),
                        org.assertj.core.groups.Tuple.tuple(3, BoardDecision.ReturnTo.FIVE_WHY),
                        org.assertj.core.groups.Tuple.tuple(4, null));
        assertThat(clockState("slr-held")).as("it was held once").isEqualTo("MET");
        assertThatThrownBy(() -> jdbc.sql("update response.board_decision set comment = 'nicer' where review_id = ?")
                        .param(opened().id())
                        .update())
                .hasStackTraceContaining("append-only");
    }

    @Test
    void eachRootCauseThatMayHaveKinElsewhereIsHuntedOnceAndAllAtOnce() {
        schedule();
        Map<String, Object> findings = findings(6);
        row(findings, 4).put("rootCause", true);
        engine.complete(incident.number, "fiveWhy", findings);
        Map<String, Object> both = classification(true);
        Map<String, Object> second = new HashMap<>(row(both, "causes", 0));
        second.put("whyNo", 6);
        second.put("statement", "Nobody owns the trails");
        rows(both, "causes").add(second);
        engine.complete(incident.number, "classify", both);

        List<Task> patterns = engine.tasks(incident.number);
        assertThat(patterns).hasSize(2).allMatch(task -> task.getTaskDefinitionKey()
                .equals("definePattern"));
        assertThat(opened().noHuntReason()).isNull();
        patterns.forEach(task -> forms.submitTaskForm(
                task.getId(),
                Map.of(
                        "text", "nobody ever wrote this " + incident.key,
                        "from", clock.instant().minus(Duration.ofDays(1)).toString(),
                        "to", clock.instant().toString())));
        assertThat(hunts.ofReview(opened().id())).hasSize(2).allMatch(hunt -> hunt.state() == VariantHunt.State.CLOSED);
        assertThat(String.valueOf(engine.shown(incident.number, "repairItems").get("items")))
                .contains("Mara Lindqvist");
        engine.complete(
                incident.number,
                "repairItems",
                Map.of(
                        "withoutItem",
                        rootCauses.ofReview(opened().id()).stream()
                                .map(cause -> Map.of("rootCauseId", cause.id(), "reason", "Ends in May"))
                                .toList()));
        engine.complete(
                incident.number,
                "board",
                Map.of("decision", "RETURNED", "returnTo", "CLASSIFY", "questions", "Both of them?"));
        assertThat(String.valueOf(engine.shown(incident.number, "classify").get("causes")))
                .contains("\"hunt\":true");
        engine.complete(incident.number, "classify", both);

        assertThat(engine.task(incident.number, "repairItems"))
                .as("what was hunted is not hunted again")
                .isNotNull();
        assertThat(review).hasPassed("hunt");
    }

    @Test
    void aReviewThatIsLateIsEscalatedBeforeAndAfterItIsHeld() {
        runTimer("holdWarning");
        runTimer("holdDue");
        schedule();
        holdIt();
        runTimer("concludeWarning");
        runTimer("concludeDue");

        assertThat(review).hasPassed("holdWarning", "holdDue", "holdLate", "concludeWarning", "concludeDue");
        assertThat(engine.task(incident.number, "classify")).isNotNull();
    }

    @Test
    void anIncidentThatComesBackGoesOnWithTheReviewItHas() {
        schedule();
        long id = opened().id();
        long pieces = evidence.count(id);
        runtime.deleteProcessInstance(review.getId(), "reopened");

        review = engine.start("security-livesite-review", incident.number, incident.scalars());

        assertThat(opened().id()).isEqualTo(id);
        assertThat(evidence.count(id)).as("new lines of the timeline join").isGreaterThan(pieces);
        assertThat(engine.shown(incident.number, "schedule"))
                .containsEntry("facilitator", "Ines Duarte")
                .containsEntry("meeting", "Room 4");
    }

    @Test
    void aScheduleIsRefusedWithEveryProblemAtOnce() {
        refused("schedule", Map.of("attendees", List.of(Map.of("address", "nowhere"))))
                .contains(
                        "facilitator: must name",
                        "date: must say",
                        "attendees[1].name: must be given",
                        "attendees[1].address: must be an e-mail address",
                        "attendees[1].role: must be given");
        refused(
                        "schedule",
                        Map.of(
                                "facilitator", "Ines Duarte",
                                "date",
                                        clock.instant()
                                                .minus(Duration.ofDays(400))
                                                .toString(),
                                "attendees",
                                        List.of(
                                                Map.of("name", "Jo Ek", "role", "GUEST"),
                                                Map.of("name", "Jo Ek", "role", "FACILITATOR"))))
                .contains(
                        "date: must be after the incident was opened",
                        "attendees[2].name: Jo Ek is named twice",
                        "attendees[2].role: the facilitator",
                        "attendees: somebody of the product team must come");
    }

    @Test
    void findingsAreRefusedWithEveryProblemAtOnce() {
        schedule();
        refused("fiveWhy", Map.of("whys", List.of(Map.of("no", 0))))
                .contains(
                        "summary: must say",
                        "whys[1].no: must be between 1 and 200",
                        "whys[1].why: must be given",
                        "whys[1].answer: must be given",
                        "whys[1].evidence: must be given",
                        "present: must say who was there",
                        "blamelessStatement: must be confirmed");
        Map<String, Object> broken = findings(5);
        row(broken, 0).put("parent", 2);
        row(broken, 2).put("parent", 9);
        row(broken, 3).put("no", 3);
        row(broken, 4).put("rootCause", false);
        broken.put("present", List.of("A stranger"));
        refused("fiveWhy", broken)
                .contains(
                        "whys[1].parent: goes round in a circle",
                        "whys[2].parent: goes round in a circle",
                        "whys[3].parent: there is no why with number 9",
                        "whys[4].no: number 3 is given to more than one why",
                        "whys: at least one must be ticked as a root cause",
                        "present: A stranger was not asked to come");
        Map<String, Object> shallow = findings(3);
        refused("fiveWhy", shallow)
                .contains(
                        "shallowReason: must say why fewer than 5 levels are enough for the root cause no. 3 at level 3");
        shallow.put("shallowReason", "The vendor's part ends there.");
        engine.complete(incident.number, "fiveWhy", shallow);
        assertThat(opened().shallowReason()).isEqualTo("The vendor's part ends there.");
    }

    @Test
    void wordsThatNamePeopleOrBlameThemArePointedOutUntilSomebodyStandsByThem() {
        schedule();
        Map<String, Object> blaming = findings(5);
        blaming.put("summary", "Nadia Okafor switched it off. Sheer negligence.");
        row(blaming, 1).put("answer", "It was human error by Ines");
        row(blaming, 2).put("evidence", "Mara Lindqvist should have known");
        refused("fiveWhy", blaming)
                .contains(
                        "summary: \"Nadia Okafor\" names a person",
                        "summary: \"negligence\" lays blame",
                        "whys[2].answer: \"human error\" lays blame",
                        "whys[2].answer: \"Ines\" names a person",
                        "whys[3].evidence: \"Mara Lindqvist\" names a person",
                        "whys[3].evidence: \"should have known\" lays blame")
                .doesNotContain("\"Nadia\"", "\"Okafor\"");
        blaming.put("wordingKept", true);
        engine.complete(incident.number, "fiveWhy", blaming);
        assertThat(engine.task(incident.number, "classify")).isNotNull();
    }

    @Test
    void aClassificationIsRefusedWithEveryProblemAtOnce() {
        schedule();
        holdIt();
        refused("classify", Map.of("causes", List.of(Map.of("contributing", true))))
                .contains(
                        "causes[1].whyNo: must be given",
                        "causes[1].classification: must be given",
                        "causes[1].controls: must name at least one control",
                        "causes[1].statement: must be given");
        Map<String, Object> wrong = classification(false);
        row(wrong, "causes", 0)
                .putAll(Map.of(
                        "whyNo", 4, "controls", List.of("LT-3", "XX-99"), "contributing", true, "statement", "Stupid"));
        wrong.remove("noHuntReason");
        refused("classify", wrong)
                .contains(
                        "causes[1].whyNo: why no. 4 is no root cause",
                        "causes[1].controls: there is no control XX-99",
                        "causes[1].statement: \"Stupid\" lays blame",
                        "causes: root cause no. 5 is missing",
                        "causes: at least one must be more than contributing",
                        "noHuntReason: must say why there is nothing to hunt for");
    }

    @Test
    void repairItemsAreRefusedWithEveryProblemAtOnce() {
        schedule();
        holdIt();
        engine.complete(incident.number, "classify", classification(false));
        long cause = rootCauses.ofReview(opened().id()).get(0).id();
        refused("repairItems", Map.of()).contains("needs a repair item, or a reason why there is none");
        refused("repairItems", Map.of("items", List.of(Map.of("itemClass", "WISH")), "withoutItem", List.of(Map.of())))
                .contains(
                        "items[1].rootCauseId: must be given",
                        "items[1].itemClass: must be one of detect, prevent, mitigate, process",
                        "items[1].title: must be given",
                        "items[1].description: must be given",
                        "items[1].owner: must be given",
                        "withoutItem[1].reason: must be given");
        Map<String, Object> wrong = repairs(cause);
        row(wrong, "items", 0).putAll(Map.of("rootCauseId", -1, "productId", "PRD-NONE", "exposed", "yes"));
        wrong.put("withoutItem", List.of(Map.of("rootCauseId", -1, "reason", "Because")));
        refused("repairItems", wrong)
                .contains(
                        "items[1].rootCauseId: -1 is no root cause of this review",
                        "items[1].productId: there is no product PRD-NONE",
                        "items[1].knownExploited: answer all four",
                        "withoutItem[1].rootCauseId: -1 is no root cause",
                        "withoutItem[1].rootCauseId: has a repair item or a reason already",
                        "needs a repair item");
        engine.complete(
                incident.number,
                "repairItems",
                Map.of("withoutItem", List.of(Map.of("rootCauseId", cause, "reason", "The product ends in May"))));
        assertThat(String.valueOf(engine.shown(incident.number, "board").get("causes")))
                .contains("The product ends in May");
    }

    @Test
    void aDecisionOfTheBoardIsRefusedWithEveryProblemAtOnce() {
        schedule();
        holdIt();
        engine.complete(incident.number, "classify", classification(false));
        engine.complete(
                incident.number,
                "repairItems",
                repairs(rootCauses.ofReview(opened().id()).get(0).id()));
        refused("board", Map.of()).contains("decision: must be given");
        refused("board", Map.of("decision", "RETURNED"))
                .contains("returnTo: must say where", "questions: must say what the board wants to know");
        refused("board", Map.of("decision", "APPROVED", "questions", "But why?"))
                .contains("questions: an approved review has no open questions");
        assertThat(decisions.of(opened().id())).isEmpty();
    }

    private void schedule() {
        engine.complete(
                incident.number,
                "schedule",
                Map.of(
                        "facilitator",
                        "Ines Duarte",
                        "date",
                        clock.instant().plus(Duration.ofDays(2)).toString(),
                        "meeting",
                        "Room 4",
                        "attendees",
                        List.of(
                                Map.of("name", "Mara Lindqvist", "address", "mara@example.com", "role", "PRODUCT_TEAM"),
                                Map.of("name", "Jo Ek", "role", "RESPONDER"))));
    }

    private void holdIt() {
        engine.complete(incident.number, "fiveWhy", findings(5));
    }

    /** A tree that goes straight down to its root cause. */
    private static Map<String, Object> findings(int depth) {
        List<Map<String, Object>> whys = new ArrayList<>();
        for (int no = 1; no <= depth; no++) {
            Map<String, Object> why = new HashMap<>(Map.of(
                    "no", no,
                    "rootCause", no == depth,
                    "why", "Why no. " + no,
                    "answer", "Because of no. " + (no + 1),
                    "evidence", "Log line " + no));
            if (no > 1) {
                why.put("parent", no - 1);
            }
            whys.add(why);
        }
        return new HashMap<>(Map.of(
                "summary",
                "The audit trail stood still for a day.",
                "whys",
                whys,
                "present",
                List.of("Ines Duarte", "Mara Lindqvist"),
                "blamelessStatement",
                true));
    }

    private static Map<String, Object> classification(boolean hunt) {
        return new HashMap<>(Map.of(
                "causes",
                new ArrayList<>(List.of(new HashMap<>(Map.of(
                        "whyNo",
                        5,
                        "classification",
                        "DETECTION_GAP",
                        "controls",
                        List.of("lt-3"),
                        "statement",
                        "Nothing watches whether audit trails run",
                        "standardChange",
                        true,
                        "hunt",
                        hunt)))),
                "noHuntReason",
                "Every trail was looked at by hand."));
    }

    private static Map<String, Object> repairs(long rootCause) {
        return new HashMap<>(Map.of(
                "items",
                new ArrayList<>(List.of(new HashMap<>(Map.of(
                        "rootCauseId", rootCause,
                        "itemClass", "DETECT",
                        "title", "Alert when an audit trail stops",
                        "description", "Within five minutes, seen in a drill",
                        "owner", "Mara Lindqvist"))))));
    }

    private static Map<String, Object> row(Map<String, Object> findings, int index) {
        return row(findings, "whys", index);
    }

    private static Map<String, Object> row(Map<String, Object> form, String list, int index) {
        return rows(form, list).get(index);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> form, String list) {
        return (List<Map<String, Object>>) Objects.requireNonNull(form.get(list));
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(String task, Map<String, ?> submitted) {
        Throwable refusal =
                org.assertj.core.api.Assertions.catchThrowable(() -> engine.complete(incident.number, task, submitted));
        assertThat(refusal).as("the submission is refused").isNotNull();
        assertThat(engine.task(incident.number, task)).isNotNull();
        return assertThat(String.valueOf(refusal.getMessage()));
    }

    private void runTimer(String activityId) {
        var timer = management
                .createJobQuery()
                .processInstanceId(review.getId())
                .activityId(activityId)
                .singleResult();
        if (timer.getDuedate().toInstant().isAfter(clock.instant())) {
            clock.set(timer.getDuedate().toInstant());
        }
        management.executeJob(timer.getId());
    }

    private Review opened() {
        return reviews.latestOf(incident.incidentId).orElseThrow();
    }

    private String clockState(String name) {
        return jdbc.sql("select state from response.sla_clock where business_key = ? and name = ?")
                .param(incident.number)
                .param(name)
                .query(String.class)
                .single();
    }
}
