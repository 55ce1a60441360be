package io.github.integratedresponse.tasklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the API tells of a task, and to whom. */
@PlatformTest
class BesideFormTest {

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    OpenWork work;
    Instant before = Instant.EPOCH;

    @BeforeEach
    void work() {
        before = clock.instant();
        work = new OpenWork(http, jdbc, engine, before);
    }

    @AfterEach
    void back() {
        clock.set(before);
    }

    @Test
    void whoMayReadTheTaskSeesWhatItsIncidentIs() {
        String number = work.incident("Trail off " + work.mark, "http://evil.example/" + work.mark);
        Task acknowledge = engine.task(number, "acknowledge");

        JsonNode seen = context("responder", acknowledge);
        assertThat(seen.at("/incident/number").asText()).isEqualTo(number);
        assertThat(seen.at("/incident/title").asText()).isEqualTo("Trail off " + work.mark);
        assertThat(seen.at("/products/0/owner").asText()).isEqualTo("owner.of.it@example.com");
        assertThat(seen.at("/signals/total").asInt()).isEqualTo(1);
        assertThat(seen.at("/signals/latest/0/techniques/0").asText()).isEqualTo(work.technique);
        assertThat(seen.at("/signals/observables").findValuesAsText("value"))
                .contains("http://evil.example/" + work.mark, "198.51.100.23");
        assertThat(seen.at("/timeline/items/0/text").asText()).isNotEmpty();
        List<Long> lines = StreamSupport.stream(seen.at("/timeline/items").spliterator(), false)
                .map(line -> line.get("id").asLong())
                .toList();
        assertThat(lines).as("newest first").isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(seen.at("/links/processInstance").isMissingNode())
                .as("responders don't enter Cockpit")
                .isTrue();
        assertThat(context("incident-commander", acknowledge)
                        .at("/links/processInstance")
                        .asText())
                .isEqualTo(acknowledge.getProcessInstanceId());

        for (String reader : List.of("incident-commander", "security-operations-manager", "auditor", "administrator")) {
            assertThat(ask(reader, acknowledge.getId()).statusCode()).as(reader).isEqualTo(200);
        }
        for (String other : List.of(
                "communications-lead", "product-engineer", "executive", "governance-analyst", "process-owner")) {
            HttpResponse<String> answer = ask(other, acknowledge.getId());
            assertThat(answer.statusCode()).as(other).isEqualTo(404);
            assertThat(answer.body()).doesNotContain(work.mark);
        }
        assertThat(ask(null, acknowledge.getId()).statusCode()).isEqualTo(401);
    }

    @Test
    void whoIsGivenATaskSeesIt() {
        String number = work.incident("Given " + work.mark, "x");
        Task acknowledge = engine.task(number, "acknowledge");
        tasks.setAssignee(acknowledge.getId(), "product-engineer");
        assertThat(context("product-engineer", acknowledge).at("/task/assignee").asText())
                .isEqualTo("product-engineer");
    }

    @Test
    void aRestrictedIncidentIsToldToItsTeamAndToAnAuditorWhoNeedsToKnow() {
        String number = work.incident("Secret " + work.mark, "y", "tlp:red");
        Task acknowledge = engine.task(number, "acknowledge");
        for (String outside : List.of(
                "responder", "security-operations-manager", "executive", "process-owner", "auditor", "administrator")) {
            HttpResponse<String> answer = ask(outside, acknowledge.getId());
            assertThat(answer.statusCode()).as(outside).isEqualTo(404);
            assertThat(answer.body()).doesNotContain(work.mark, number);
        }
        JsonNode seen = context("incident-commander", acknowledge);
        assertThat(seen.at("/incident/tlp").asText()).isEqualTo("RED");
        assertThat(seen.at("/incident/codeName").asText()).isNotEmpty();

        assertThat(http.post(
                                "incident-commander",
                                "/api/v1/incidents/" + number + "/need-to-know",
                                "{\"person\":\"auditor\",\"reason\":\"Yearly audit\",\"until\":\"%s\"}"
                                        .formatted(clock.instant().plus(Duration.ofDays(7))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(context("auditor", acknowledge).at("/incident/number").asText())
                .isEqualTo(number);
        assertThat(jdbc.sql("select count(*) from response.audit_event where kind = 'need-to-know-used'"
                                + " and actor = 'auditor' and incident_id = ?")
                        .param(work.idOf(number))
                        .query(Long.class)
                        .single())
                .isPositive();
        clock.advance(Duration.ofDays(8));
        assertThat(ask("auditor", acknowledge.getId()).statusCode()).isEqualTo(404);
    }

    @Test
    void aRestrictedIncidentIsNobodysSimilarIncident() {
        String secret = work.incident("Secret kin " + work.mark, "z", "tlp:red");
        // or it would join the other one
        clock.advance(Duration.ofDays(2));
        String number = work.incident("Open kin " + work.mark, "z");
        Task acknowledge = engine.task(number, "acknowledge");
        // even to those who may know: what is shown beside one task may be copied to another
        assertThat(context("incident-commander", acknowledge).at("/similar").toString())
                .doesNotContain(secret, "Secret kin");
    }

    @Test
    void promisesSayWhatIsLeftByHowMuchTheyAreLateAndForWhatTheyWait() {
        String number = work.incident("Clocks " + work.mark, "c");
        Task acknowledge = engine.task(number, "acknowledge");
        JsonNode own = context("responder", acknowledge).at("/clocks/0");
        assertThat(own.at("/about").asText()).isEqualTo("TASK");
        assertThat(own.at("/clock").asText()).isEqualTo("acknowledge");
        Instant due = Instant.parse(own.at("/dueAt").asText());
        assertThat(own.at("/leftSeconds").asLong())
                .isEqualTo(Duration.between(clock.instant(), due).toSeconds())
                .isPositive();

        clock.set(due.plusSeconds(720));
        JsonNode late = context("responder", acknowledge);
        assertThat(Instant.parse(late.at("/now").asText())).isEqualTo(clock.instant());
        assertThat(late.at("/clocks/0/leftSeconds").asLong()).isEqualTo(-720);
        assertThat(late.at("/clocks/0/risk").asText()).isEqualTo("OVERDUE");

        tasks.setAssignee(acknowledge.getId(), "responder");
        engine.submit(acknowledge, Map.of("note", "On it"));
        engine.runDueJobs(number);
        JsonNode triage = context("responder", engine.task(number, "triage"));
        assertThat(triage.at("/clocks/0/clock").asText()).isEqualTo("triage");
        JsonNode acknowledged = promise(triage, "acknowledge");
        assertThat(acknowledged.at("/about").asText()).isEqualTo("ACKNOWLEDGE");
        assertThat(acknowledged.at("/state").asText()).isEqualTo("MET_LATE");
        assertThat(acknowledged.at("/leftSeconds").asLong()).isEqualTo(-720);
        assertThat(acknowledged.at("/risk").isMissingNode()).isTrue();
    }

    @Test
    void aPromiseThatStandsStillSaysSinceWhenAndWhy() {
        long incident = work.keptIncident(work.findingType, "REMEDIATION", "", "");
        work.affects(incident, work.product);
        Task waits = work.waiting(incident);
        clock.advance(Duration.ofHours(3));
        JsonNode mitigate = promise(context("security-operations-manager", waits), "mitigate");
        assertThat(mitigate.at("/risk").asText()).isEqualTo("PAUSED");
        assertThat(mitigate.at("/pausedBecause").asText()).isEqualTo("Waits for ACME: Only they can patch it");
        assertThat(mitigate.at("/pausedSeconds").asLong())
                .isEqualTo(Duration.ofHours(3).toSeconds());
        assertThat(mitigate.at("/subject").asText()).isEqualTo(work.product);
        assertThat(mitigate.at("/leftSeconds").asLong())
                .as("what was left when it was paused")
                .isEqualTo(Duration.between(
                                Instant.parse(mitigate.at("/pausedAt").asText()),
                                Instant.parse(mitigate.at("/dueAt").asText()))
                        .toSeconds());
    }

    @Test
    void similarIncidentsComeWithTheReasonAndWhatFixedThem() {
        String number = work.incident("Like others " + work.mark, "s");
        long me = work.idOf(number);
        long sameProduct = work.keptIncident("Other " + work.mark, "CLOSED", "RESOLVED", "Ask the owner first");
        work.affects(sameProduct, work.product);
        long sameType = work.keptIncident(work.findingType, "CLOSED", "FALSE_POSITIVE", "");
        long both = work.keptIncident(work.findingType, "CLOSED", "RESOLVED", "Freeze the role at once");
        work.affects(both, work.product);
        long merged = work.keptIncident(work.findingType, "CLOSED", "DUPLICATE", "");
        jdbc.sql("update response.incident set merged_into_id = ? where id = ?")
                .params(both, merged)
                .update();
        reviewed(both);

        JsonNode similar =
                context("responder", engine.task(number, "acknowledge")).at("/similar");
        assertThat(similar).hasSizeLessThanOrEqualTo(5);
        assertThat(similar.findValuesAsText("number"))
                .startsWith(work.numberOf(both))
                .containsSubsequence(work.numberOf(both), work.numberOf(sameType))
                .doesNotContain(work.numberOf(merged), work.numberOf(me));
        JsonNode first = similar.get(0);
        assertThat(first.at("/reasons/0").asText()).isEqualTo("same finding type");
        assertThat(first.at("/reasons/1").asText()).isEqualTo("same product Ledger " + work.mark);
        assertThat(first.at("/closureReason").asText()).isEqualTo("Resolved: cause removed, service restored");
        assertThat(first.at("/lessons").asText()).isEqualTo("Freeze the role at once");
        assertThat(first.at("/causes/0/statement").asText()).isEqualTo("Nobody watched " + work.mark);
        assertThat(first.at("/repairs/0/title").asText()).isEqualTo("Watch " + work.mark);
        assertThat(first.at("/repairs/0/state").asText()).isEqualTo("IN_REPAIR");
    }

    @Test
    void whatTaughtThePatternComesFirst() {
        String number = work.incident("Recognised " + work.mark, "t");
        work.keptIncident(work.findingType, "CLOSED", "RESOLVED", "Same type");
        long teacher = work.keptIncident("Teacher " + work.mark, "CLOSED", "RESOLVED", "It taught");
        long cause = reviewed(teacher);
        String pattern = "PAT-" + work.mark;
        jdbc.sql("insert into response.learned_pattern (number, incident_id, root_cause_id, finding_type, technique,"
                        + " severity_floor, learned_from, repair_item, drafted_by, drafted_at, state)"
                        + " values (?, ?, ?, ?, '', 'SEV4', ?, '', 'tester', now(), 'DROPPED')")
                .params(pattern, teacher, cause, "Nothing matches " + work.mark, work.numberOf(teacher))
                .update();
        jdbc.sql("update response.incident set matched_pattern = ? where number = ?")
                .params(pattern, number)
                .update();
        JsonNode first =
                context("responder", engine.task(number, "acknowledge")).at("/similar/0");
        assertThat(first.at("/number").asText()).isEqualTo(work.numberOf(teacher));
        assertThat(first.at("/reasons/0").asText())
                .isEqualTo("taught the pattern " + pattern + " that recognised this one");
    }

    @Test
    void aTaskOfARepairItemOfNoIncidentSaysWhatIsKnown() {
        Task accept = work.repairItem("Watch the trail " + work.mark);
        JsonNode seen = context("security-operations-manager", accept);
        assertThat(seen.at("/incident").isMissingNode()).isTrue();
        assertThat(seen.at("/subjects/0/kind").asText()).isEqualTo("Repair item");
        assertThat(seen.at("/subjects/0/title").asText()).isEqualTo("Watch the trail " + work.mark);
        assertThat(seen.at("/subjects/0/facts").findValuesAsText("text")).contains("Olga Owner");
        assertThat(promise(seen, "repair-item").at("/about").asText()).isEqualTo("RESOLVE");
        assertThat(seen.at("/clocks/0/clock").asText()).isEqualTo("repair-accept");
        assertThat(seen.at("/timeline/total").asInt()).isZero();
    }

    @Test
    void aTaskOfAReviewSaysWhichReviewAndIncident() {
        long incident = work.keptIncident(work.findingType, "REVIEW", "", "");
        Task first = work.review(incident);
        JsonNode seen = context("security-operations-manager", first);
        assertThat(seen.at("/subjects/0/kind").asText()).isEqualTo("Security LiveSite Review");
        assertThat(seen.at("/incident/number").asText()).isEqualTo(work.numberOf(incident));
        assertThat(seen.at("/links/review/number").asText())
                .isEqualTo(seen.at("/subjects/0/number").asText());
    }

    @Test
    void aTaskOfASessionSaysWhichSession() {
        HttpResponse<String> called =
                http.post("security-operations-manager", "/api/v1/sessions", "{\"kind\":\"SOR\"}");
        String number = called.statusCode() == 201
                ? read(called.body()).at("/number").asText()
                : jdbc.sql("select number from response.review_session where kind = 'SOR' and state <> 'PUBLISHED'")
                        .query(String.class)
                        .single();
        engine.runDueJobs(number);
        Task any = engine.tasks(number).get(0);
        JsonNode seen = context("security-operations-manager", any);
        assertThat(seen.at("/subjects/0/number").asText()).isEqualTo(number);
        assertThat(seen.at("/incident").isMissingNode()).isTrue();
    }

    @Test
    void aTaskThatIsAboutNothingAnswersWithItself() {
        repository
                .createDeployment()
                .name("beside " + work.mark)
                .addModelInstance(
                        "beside.bpmn",
                        Bpmn.createExecutableProcess("beside-" + work.mark)
                                .name("beside")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent("started")
                                .name("Started")
                                .userTask("work")
                                .name("Work")
                                .camundaCandidateGroups("responder")
                                .camundaFormRef("acknowledge-incident")
                                .camundaFormRefBinding("deployment")
                                .camundaDueDate("2030-01-01T00:00:00Z")
                                .camundaPriority("50")
                                .endEvent("ended")
                                .name("Ended")
                                .done())
                .addClasspathResource("forms/acknowledge-incident.form")
                .deploy();
        String instance =
                runtime.startProcessInstanceByKey("beside-" + work.mark).getId();
        try {
            Task alone = tasks.createTaskQuery().processInstanceId(instance).singleResult();
            JsonNode seen = context("administrator", alone);
            assertThat(seen.at("/task/id").asText()).isEqualTo(alone.getId());
            assertThat(seen.at("/subjects")).isEmpty();
            assertThat(seen.at("/clocks")).isEmpty();
            assertThat(seen.at("/incident").isMissingNode()).isTrue();
        } finally {
            runtime.deleteProcessInstance(instance, "tried");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "%00", "..", "%20", "'", "a%2Fb", "x%27%20or%201=1"})
    void whatIsNoTaskIsNotFound(String id) {
        assertThat(ask("administrator", id).statusCode()).isIn(400, 404);
    }

    @Test
    void nothingOfItIsForTokensOrForChanges() {
        String number = work.incident("Closed door " + work.mark, "d");
        String path = "/api/v1/tasks/" + engine.task(number, "acknowledge").getId() + "/context";
        assertThat(http.send(http.request("responder", path)
                                .header("Content-Type", "application/json")
                                .method("POST", BodyPublishers.ofString("{}")))
                        .statusCode())
                .isIn(403, 405);
    }

    @Test
    void theTimelineIsAskedForFromEitherEnd() {
        String number = work.incident("Lines " + work.mark, "l");
        String path = "/api/v1/incidents/" + number + "/timeline?size=200";
        List<String> oldest = read(http.get("responder", path).body()).findValuesAsText("id");
        List<String> newest =
                read(http.get("responder", path + "&order=NEWEST").body()).findValuesAsText("id");
        assertThat(newest)
                .containsExactlyElementsOf(IntStream.range(0, oldest.size())
                        .mapToObj(i -> oldest.get(oldest.size() - 1 - i))
                        .toList());
        assertThat(http.get("responder", path + "&order=SIDEWAYS").statusCode()).isEqualTo(400);
    }

    private long reviewed(long incident) {
        long review = jdbc.sql("insert into response.review (number, incident_id, state, opened_at, published_at)"
                        + " values (?, ?, 'PUBLISHED', now(), now()) returning id")
                .params("SLR-B-" + incident, incident)
                .query(Long.class)
                .single();
        long why = jdbc.sql("insert into response.why (review_id, position, level, question, answer, evidence,"
                        + " is_root_cause) values (?, 1, 1, 'Why?', 'Because.', 'Seen.', true) returning id")
                .param(review)
                .query(Long.class)
                .single();
        long cause = jdbc.sql("insert into response.root_cause (review_id, why_id, classification, statement)"
                        + " values (?, ?, 'CONTROL_GAP', ?) returning id")
                .params(review, why, "Nobody watched " + work.mark)
                .query(Long.class)
                .single();
        long proposal = jdbc.sql(
                        "insert into response.proposed_repair_item (review_id, incident_id, title, description,"
                                + " item_class, owner, status, proposed_by, created_at) values (?, ?, ?, 'Watch', 'DETECT', 'o',"
                                + " 'OPENED', 'tester', now()) returning id")
                .params(review, incident, "Watch " + work.mark)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into response.repair_item (number, proposal_id, incident_id, review_id, title, description,"
                                + " item_class, owner, state, opened_at) values (?, ?, ?, ?, ?, 'Watch', 'DETECT', 'o', 'IN_REPAIR', now())")
                .params("REP-B-" + incident, proposal, incident, review, "Watch " + work.mark)
                .update();
        return cause;
    }

    private static JsonNode promise(JsonNode seen, String clock) {
        return StreamSupport.stream(seen.at("/clocks").spliterator(), false)
                .filter(one -> one.at("/clock").asText().equals(clock))
                .findFirst()
                .orElseThrow(() -> new AssertionError(clock + " in " + seen.at("/clocks")));
    }

    private HttpResponse<String> ask(@Nullable String person, String task) {
        return http.get(person, "/api/v1/tasks/" + task + "/context");
    }

    private JsonNode context(String person, Task task) {
        HttpResponse<String> answer = ask(person, task.getId());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
