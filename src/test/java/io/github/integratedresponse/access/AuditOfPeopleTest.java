package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.audit.AuditSealer;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do leaves its event, and who audits can read it. */
@PlatformTest
class AuditOfPeopleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "correct-horse-battery";

    @Autowired
    Http http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    AuditSealer sealer;

    @Autowired
    IdentityService identity;

    @Autowired
    RepositoryService repository;

    @Autowired
    SignInThrottle throttle;

    final String person =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 10).toLowerCase(Locale.ROOT);

    @BeforeEach
    void forgetFailures() {
        throttle.forget();
    }

    @Test
    void aPersonMadeAndGivenARoleByAnAdministratorLeavesEventsWithoutThePassword() {
        makePerson();
        assertThat(http.send(http.request("administrator", "/engine-rest/authorization/create")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"type\":1,\"permissions\":[\"READ\"],\"userId\":\"%s\",\"groupId\":null,\"resourceType\":9,\"resourceId\":\"x1\"}"
                                                .formatted(person))))
                        .statusCode())
                .isEqualTo(200);
        List<String> events = texts("PERMISSION", "administrator");
        assertThat(events)
                .anyMatch(text -> text.startsWith("user-create") && text.contains(person))
                .anyMatch(text -> text.startsWith("group-membership-create")
                        && text.contains(person)
                        && text.contains("responder"))
                .anyMatch(text -> text.startsWith("authorization-create") && text.contains(person));
        assertThat(texts("%", "%")).noneMatch(text -> text.contains(PASSWORD));
    }

    @Test
    void aDeploymentLeavesItsEvent() {
        String decision =
                """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
                    id="d" name="d" namespace="http://camunda.org/schema/1.0/dmn">
                  <decision id="audited-%s" name="Audited" camunda:historyTimeToLive="P1D">
                    <decisionTable id="t"><output id="o" name="o" typeRef="string"/></decisionTable>
                  </decision>
                </definitions>"""
                        .formatted(person);
        String body = "--b\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nOf " + person
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"audited.dmn\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + decision + "\r\n--b--\r\n";
        HttpResponse<String> answer = http.send(http.request("process-owner", "/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(texts("DEPLOYMENT", "process-owner"))
                .filteredOn(text -> text.contains("Of " + person))
                .singleElement()
                .asString()
                .isEqualTo("deployed Deployed Of " + person + ": audited.dmn");
        String id = tree(answer).get("id").asText();
        assertThat(http.send(http.request("administrator", "/engine-rest/deployment/" + id + "?cascade=true")
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(texts("DEPLOYMENT", "administrator")).anyMatch(text -> text.startsWith("deployment-delete"));
    }

    @Test
    void whatThePlatformDoesByItselfAtItsStartLeavesItsEventsToo() {
        assertThat(texts("DEPLOYMENT", "system")).anyMatch(text -> text.contains("bpmn/first-response.bpmn"));
        assertThat(texts("PERMISSION", "system"))
                .anyMatch(text -> text.equals("role-given The start of the platform gave the role administrator"));
    }

    @Test
    void aClaimAndACompletionLeaveTheirEventsWithTheProcessTheyBelongToAndNothingOfWhatWasWritten() {
        String number = incident();
        String task = engine.task(number, "acknowledge").getId();
        assertThat(http.post("responder", "/engine-rest/task/" + task + "/claim", "{\"userId\":\"responder\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(http.post(
                                "responder",
                                "/engine-rest/task/" + task + "/submit-form",
                                "{\"variables\":{\"note\":{\"value\":\"whispered\"}}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(jdbc.sql("select kind || ' ' || actor || ' ' || text from response.audit_event"
                                + " where category = 'ENGINE' and subject = ? and business_key = ? order by id")
                        .params(task, number)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .satisfies(events -> {
                    assertThat(events.get(0))
                            .startsWith("task-claim responder Task: claim; task acknowledge")
                            .contains("assignee: responder");
                    assertThat(events.get(1)).startsWith("task-complete responder");
                });
        assertThat(texts("ENGINE", "%")).noneMatch(text -> text.contains("whispered"));
    }

    @Test
    void variablesThatAnAdministratorSetsAreNamedWithoutTheirValue() {
        String number = incident();
        String instance = engine.task(number, "acknowledge").getProcessInstanceId();
        assertThat(http.send(http.request(
                                        "administrator",
                                        "/engine-rest/process-instance/" + instance + "/variables/aside")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{\"value\":\"whispered\",\"type\":\"String\"}")))
                        .statusCode())
                .isEqualTo(204);
        assertThat(texts("ENGINE", "administrator")).anyMatch(text -> text.startsWith("variable-"));
        assertThat(texts("%", "%")).noneMatch(text -> text.contains("whispered"));
    }

    @Test
    void aRefusedOperationLeavesNoEvent() {
        String number = incident();
        String task = engine.task(number, "acknowledge").getId();
        long before = count("category = 'ENGINE'");
        assertThat(http.post("executive", "/engine-rest/task/" + task + "/claim", "{\"userId\":\"executive\"}")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(count("category = 'ENGINE'")).isEqualTo(before);
    }

    @Test
    void aSignInWithEveryRequestIsToldOnceAnHour() {
        makePerson();
        for (int i = 0; i < 3; i++) {
            assertThat(basic(person, PASSWORD)).isEqualTo(200);
        }
        assertThat(texts("SIGN_IN", person)).hasSize(1).first().asString().startsWith("signed-in");
        clock.advance(Duration.ofMinutes(61));
        basic(person, PASSWORD);
        assertThat(texts("SIGN_IN", person)).hasSize(2);
    }

    @Test
    void everyFailureIsToldAndWhatWasTypedForANameThatNobodyHasIsNot() {
        makePerson();
        assertThat(basic(person, "wrong-1")).isEqualTo(401);
        assertThat(basic(person, "wrong-2")).isEqualTo(401);
        assertThat(basic("typed-" + person, "wrong-3")).isEqualTo(401);
        assertThat(texts("SIGN_IN", person)).hasSize(2).allMatch(text -> text.startsWith("sign-in-failed"));
        assertThat(texts("SIGN_IN", "unknown")).isNotEmpty();
        assertThat(texts("%", "%")).noneMatch(text -> text.contains("wrong-") || text.contains("typed-" + person));
    }

    @Test
    void signingInAndOutOfTheWebApplicationsIsTold() {
        makePerson();
        Browser browser = new Browser(http.base());
        assertThat(browser.signIn(person, "wrong").statusCode()).isEqualTo(401);
        assertThat(browser.signIn(person, PASSWORD).statusCode()).isEqualTo(200);
        browser.tasks();
        browser.signOut();
        assertThat(texts("SIGN_IN", person))
                .extracting(text -> text.substring(0, text.indexOf(' ')))
                .containsExactly("sign-in-failed", "signed-in", "signed-out");
        assertThat(texts("SIGN_IN", person).get(1)).endsWith("to tasklist");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyAuditorsAndAdministratorsReadTheLog(Role role) {
        int expected = role == Role.AUDITOR || role == Role.ADMINISTRATOR ? 200 : 403;
        for (String path : List.of("events", "events?format=csv", "verification", "anchor")) {
            assertThat(http.get(role.id(), "/api/v1/audit/" + path).statusCode())
                    .as(path)
                    .isEqualTo(expected);
            assertThat(http.get(null, "/api/v1/audit/" + path).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theLogIsVerifiedAlsoAgainstAnAnchor() {
        sealer.seal();
        JsonNode anchor = tree(http.get("auditor", "/api/v1/audit/anchor"));
        JsonNode found = tree(http.get("auditor", "/api/v1/audit/verification"));
        assertThat(found.get("intact").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.get("sealed").asLong())
                .isGreaterThanOrEqualTo(anchor.get("count").asLong());
        String query =
                "/api/v1/audit/verification?anchorSeq=" + anchor.get("seq").asText() + "&anchorHash=";
        assertThat(tree(http.get("auditor", query + anchor.get("hash").asText()))
                        .get("intact")
                        .asBoolean())
                .isTrue();
        JsonNode other = tree(http.get("auditor", query + "0".repeat(64)));
        assertThat(other.get("intact").asBoolean()).isFalse();
        assertThat(other.get("firstBad").get("seq")).isEqualTo(anchor.get("seq"));
        assertThat(other.get("firstBad").get("wrong").asText()).isEqualTo("NOT_AS_ANCHORED");
        assertThat(texts("EXPORT", "auditor"))
                .anyMatch(text -> text.contains(anchor.get("hash").asText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verification?anchorSeq=1",
                "verification?anchorHash=00",
                "verification?anchorSeq=-1&anchorHash=00",
                "verification?anchorSeq=x",
                "events?category=NOTHING",
                "events?from=yesterday",
                "events?size=100000"
            })
    void whatMakesNoSenseIsRefused(String path) {
        assertThat(http.get("auditor", "/api/v1/audit/" + path).statusCode()).isEqualTo(400);
    }

    @Test
    void eventsAreFoundByWhatIsKnownOfThem() {
        makePerson();
        basic(person, PASSWORD);
        JsonNode mine = tree(http.get("auditor", "/api/v1/audit/events?actor=" + person + "&category=SIGN_IN"));
        assertThat(mine.get("total").asInt()).isEqualTo(1);
        assertThat(mine.get("items").get(0).get("kind").asText()).isEqualTo("signed-in");
        assertThat(tree(http.get("auditor", "/api/v1/audit/events?subject=" + person + "&category=PERMISSION"))
                        .get("total")
                        .asInt())
                .isPositive();
        String now = clock.instant().toString();
        assertThat(tree(http.get("auditor", "/api/v1/audit/events?actor=" + person + "&to=" + now))
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(tree(http.get("auditor", "/api/v1/audit/events?actor=" + person + "&from=" + now))
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void timesThatNoCalendarHasAreNamedTogether() {
        for (String format : List.of("json", "csv")) {
            HttpResponse<String> answer = http.get(
                    "auditor",
                    "/api/v1/audit/events?from=-999999999-01-01T00:00:00Z&to=%2B1000000000-12-31T23:59:59Z&format="
                            + format);
            assertThat(answer.statusCode()).as(format).isEqualTo(400);
            assertThat(answer.body()).contains("\"from\"", "\"to\"").contains("must lie between the years 1 and 9999");
        }
    }

    @Test
    void anExportIsCsvWithoutFormulasAndIsToldItself() {
        jdbc.sql("insert into response.audit_event (category, kind, actor, at, text)"
                        + " values ('PLATFORM', 'probe', ?, now(), '=1+1, \"quoted\"')")
                .param(person)
                .update();
        HttpResponse<String> asked = http.get("auditor", "/api/v1/audit/events?format=csv&actor=" + person);
        HttpResponse<String> accepted = http.send(http.request("auditor", "/api/v1/audit/events?actor=" + person)
                .header("Accept", "text/csv")
                .GET());
        for (HttpResponse<String> export : List.of(asked, accepted)) {
            assertThat(export.statusCode()).isEqualTo(200);
            assertThat(export.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
            assertThat(export.headers().firstValue("Content-Disposition"))
                    .hasValueSatisfying(how -> assertThat(how).startsWith("attachment"));
            assertThat(export.body().lines()).hasSize(2).anyMatch(line -> line.endsWith("\"'=1+1, \"\"quoted\"\"\""));
        }
        assertThat(texts("EXPORT", "auditor"))
                .filteredOn(text -> text.contains("actor " + person))
                .hasSize(2);
    }

    private void makePerson() {
        assertThat(http.post(
                                "administrator",
                                "/engine-rest/user/create",
                                "{\"profile\":{\"id\":\"%s\",\"firstName\":\"Pat\",\"lastName\":\"Person\"},\"credentials\":{\"password\":\"%s\"}}"
                                        .formatted(person, PASSWORD))
                        .statusCode())
                .isEqualTo(204);
        assertThat(http.send(http.request("administrator", "/engine-rest/group/responder/members/" + person)
                                .PUT(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
    }

    private int basic(String name, String password) {
        String credentials =
                Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return http.send(http.request(null, "/engine-rest/task/count").header("Authorization", "Basic " + credentials))
                .statusCode();
    }

    private String incident() {
        String finding =
                """
                {"class_uid": 2004, "time": 1767261600000, "severity_id": 4,
                 "metadata": {"version": "1.1.0", "product": {"name": "Watch", "vendor_name": "Example"}},
                 "finding_info": {"uid": "audited-%1$s", "title": "Odd", "types": ["Credential Access/%1$s"]},
                 "resources": [{"uid": "account-%1$s", "type": "Account"}]}"""
                        .formatted(person);
        HttpResponse<String> answer = http.post("responder", "/api/v1/signals", finding);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String number = engine.incidentOf(tree(answer).get(0).get("signalId").asLong());
        engine.runDueJobs(number);
        return number;
    }

    private List<String> texts(String category, String actor) {
        return jdbc.sql("select kind || ' ' || text from response.audit_event"
                        + " where category like ? and actor like ? order by id")
                .params(category, actor)
                .query(String.class)
                .list();
    }

    private long count(String condition) {
        return jdbc.sql("select count(*) from response.audit_event where " + condition)
                .query(Long.class)
                .single();
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
