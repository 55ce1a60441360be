package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plants an incident that only its team may know of, and looks for it at every door. */
@PlatformTest
class RestrictedIncidentTest {

    private static final List<String> TEAM = List.of("incident-commander", "communications-lead");
    private static final List<String> OUTSIDE = List.of(
            "responder",
            "product-engineer",
            "executive",
            "governance-analyst",
            "security-operations-manager",
            "process-owner",
            "auditor",
            "administrator");

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Incidents incidents;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    IdentityService identity;

    final String secret = "Marker" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    @AfterEach
    void nobodyIsSignedIn() {
        identity.clearAuthentication();
    }

    @Test
    void anIncidentReportedAsRedIsItsTeamsFromTheStart() throws Exception {
        Incident planted = planted("tlp:red");
        assertThat(team(planted).findValuesAsText("person")).containsExactlyElementsOf(TEAM);

        for (String outside : OUTSIDE) {
            seesNothing(outside, planted);
        }
        for (String member : TEAM) {
            seesEverything(member, planted);
        }
    }

    @Test
    void anIncidentMarkedAtTriageIsHiddenFromThenOnWithAllThatItHas() throws Exception {
        Incident planted = planted("tlp:amber");
        assertThat(doors("responder", planted)).contains(planted.number());
        Task acknowledge = engine.task(planted.number(), "acknowledge");
        claim("responder", acknowledge);
        as("responder", () -> engine.submit(acknowledge, Map.of("note", secret)));
        engine.runDueJobs(planted.number());
        Task triage = engine.task(planted.number(), "triage");
        claim("responder", triage);
        as(
                "responder",
                () -> engine.submit(
                        triage,
                        Map.of(
                                "verdict",
                                "TRUE_POSITIVE",
                                "notes",
                                secret,
                                "tlp",
                                "AMBER_STRICT",
                                "confidential",
                                true)));
        engine.runDueJobs(planted.number());

        assertThat(team(planted).findValuesAsText("person"))
                .containsExactly("responder", "incident-commander", "communications-lead");
        for (String outside : OUTSIDE) {
            if (!outside.equals("responder")) {
                seesNothing(outside, planted);
            }
        }
        seesEverything("responder", planted);
        seesEverything("incident-commander", planted);
    }

    @Test
    void whatOthersWereDoingAtThatMomentIsSweptUp() {
        Incident planted = planted("tlp:red");
        Task acknowledge = engine.task(planted.number(), "acknowledge");
        // as if written by a step that had begun before
        jdbc.sql("update act_ru_task set tenant_id_ = null where id_ = ?")
                .param(acknowledge.getId())
                .update();
        assertThat(doors("responder", planted)).contains(planted.number());

        http(
                "incident-commander",
                "DELETE",
                "/api/v1/incidents/" + planted.number() + "/restriction?reason=Known+anyway",
                null);
        http(
                "incident-commander",
                "PUT",
                "/api/v1/incidents/" + planted.number() + "/restriction",
                "{\"reason\":\"Not known after all\"}");
        jdbc.sql("update act_ru_task set tenant_id_ = null where id_ = ?")
                .param(acknowledge.getId())
                .update();
        clock.advance(Duration.ofMinutes(3));
        management.createJobQuery().executable().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .filter(job -> planted.number().equals(configuration(job.getId())))
                .forEach(job -> management.executeJob(job.getId()));

        seesNothing("responder", planted);
    }

    @Test
    void liftingTheRestrictionShowsItToEverybodyAgain() {
        Incident planted = planted("tlp:red");
        String path = "/api/v1/incidents/" + planted.number() + "/restriction";
        for (String outside : OUTSIDE) {
            assertThat(http(outside, "DELETE", path + "?reason=Curious", null).statusCode())
                    .as(outside)
                    .isIn(403, 404);
        }
        assertThat(http("incident-commander", "DELETE", path, null).statusCode())
                .isEqualTo(400);
        assertThat(http("incident-commander", "DELETE", path + "?reason=It+was+published", null)
                        .statusCode())
                .isEqualTo(200);

        assertThat(doors("responder", planted)).contains(planted.number());
        assertThat(http.get("auditor", "/api/v1/incidents/" + planted.number()).body())
                .contains(secret);
    }

    @Test
    void whoeverIsGivenATaskJoinsTheTeamAndWhoeverIsTakenOutIsOutAtOnce() throws Exception {
        Incident planted = planted("tlp:red");
        Task acknowledge = engine.task(planted.number(), "acknowledge");
        assertThat(http.post(
                                "incident-commander",
                                "/engine-rest/task/" + acknowledge.getId() + "/assignee",
                                "{\"userId\":\"responder\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(team(planted).findValuesAsText("person")).contains("responder");
        seesEverything("responder", planted);

        String member = "/api/v1/incidents/" + planted.number() + "/team/responder";
        assertThat(http("responder", "DELETE", member, null).statusCode()).isEqualTo(403);
        assertThat(http("incident-commander", "DELETE", member, null).statusCode())
                .isEqualTo(204);
        assertThat(http.post("responder", "/engine-rest/task/" + acknowledge.getId() + "/submit-form", "{}")
                        .statusCode())
                .isNotEqualTo(204);
        seesNothing("responder", planted);
    }

    @Test
    void anAuditorReadsItForAsLongAsTheyNeedToKnowAndChangesNothing() throws Exception {
        Incident planted = planted("tlp:red");
        String path = "/api/v1/incidents/" + planted.number() + "/need-to-know";
        assertThat(http.post(
                                "incident-commander",
                                path,
                                "{\"person\":\"executive\",\"until\":\"2020-01-01T00:00:00Z\"}")
                        .body())
                .contains("must be an auditor", "must say why", "must lie ahead");
        assertThat(http.post(
                                "administrator",
                                path,
                                knowing(
                                        "auditor",
                                        clock.instant().plus(Duration.ofDays(7)).toString()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.post(
                                "incident-commander",
                                path,
                                knowing(
                                        "auditor",
                                        clock.instant()
                                                .plus(Duration.ofDays(91))
                                                .toString()))
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.post(
                                "incident-commander",
                                path,
                                knowing(
                                        "auditor",
                                        clock.instant().plus(Duration.ofDays(7)).toString()))
                        .statusCode())
                .isEqualTo(200);

        seesEverything("auditor", planted);
        Task acknowledge = engine.task(planted.number(), "acknowledge");
        assertThat(http.post(
                                "auditor",
                                "/engine-rest/task/" + acknowledge.getId() + "/claim",
                                "{\"userId\":\"auditor\"}")
                        .statusCode())
                .isEqualTo(403);

        clock.advance(Duration.ofDays(7).plusSeconds(1));
        seesNothing("auditor", planted);
    }

    @Test
    void theTeamTakesItAllTheWay() {
        Incident planted = planted("tlp:red");
        complete(planted, "acknowledge", Map.of("note", "On it"));
        complete(planted, "triage", Map.of("verdict", "TRUE_POSITIVE"));
        complete(
                planted,
                "assemble",
                Map.of("incidentCommander", "incident-commander", "communicationsLead", "communications-lead"));
        assertThat(engine.tasks(planted.number()))
                .extracting(Task::getTaskDefinitionKey)
                .contains("planContainment");
        assertThat(engine.tasks(planted.number())).allSatisfy(task -> assertThat(task.getTenantId())
                .as(task.getTaskDefinitionKey())
                .isNotNull());
        assertThat(jdbc.sql("select count(*) from act_hi_procinst where business_key_ = ? and tenant_id_ is null")
                        .param(planted.number())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator", "security-operations-manager", "responder"})
    void nobodyOutsideReachesItByIdOrByMessage(String outside) {
        Incident planted = planted("tlp:red");
        Task acknowledge = engine.task(planted.number(), "acknowledge");
        String instance = acknowledge.getProcessInstanceId();
        for (String[] attack : new String[][] {
            {"DELETE", "/engine-rest/process-instance/" + instance, null},
            {"PUT", "/engine-rest/process-instance/" + instance + "/suspended", "{\"suspended\":true}"},
            {
                "POST",
                "/engine-rest/process-instance/" + instance + "/modification",
                "{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"acknowledge\"}]}"
            },
            {"PUT", "/engine-rest/process-instance/" + instance + "/variables/verdict", "{\"value\":\"BENIGN\"}"},
            {"POST", "/engine-rest/task/" + acknowledge.getId() + "/claim", "{\"userId\":\"" + outside + "\"}"},
            {"POST", "/engine-rest/task/" + acknowledge.getId() + "/complete", "{}"},
            {"POST", "/engine-rest/task/" + acknowledge.getId() + "/comment/create", "{\"message\":\"hello\"}"},
            {"GET", "/engine-rest/task/" + acknowledge.getId() + "/comment", null},
            {"GET", "/engine-rest/task/" + acknowledge.getId() + "/form-variables", null},
            {"DELETE", "/engine-rest/history/process-instance/" + instance, null},
            {
                "POST",
                "/engine-rest/message",
                "{\"messageName\":\"incident-merged\",\"businessKey\":\"" + planted.number() + "\"}"
            },
            {"POST", "/api/v1/incidents/" + planted.number() + "/merge", "{\"into\":\"x\",\"reason\":\"x\"}"},
        }) {
            HttpResponse<String> answer = http(outside, attack[0], attack[1], attack[2]);
            assertThat(answer.statusCode())
                    .as("%s %s: %s", attack[0], attack[1], answer.body())
                    .isNotIn(200, 202, 204);
            assertThat(answer.body()).doesNotContain(secret);
        }
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isEqualTo(1);
        assertThat(engine.task(planted.number(), "acknowledge").getAssignee()).isNull();
    }

    private void complete(Incident incident, String key, Map<String, Object> submitted) {
        Task task = engine.task(incident.number(), key);
        as("incident-commander", () -> tasks.setAssignee(task.getId(), "incident-commander"));
        as("incident-commander", () -> engine.submit(task, submitted));
        engine.runDueJobs(incident.number());
    }

    private String configuration(String job) {
        return jdbc.sql("select coalesce(handler_cfg_, '') from act_ru_job where id_ = ?")
                .param(job)
                .query(String.class)
                .single();
    }

    private void seesNothing(String person, Incident planted) {
        sumsUpWhatIsCountedOneByOne(person);
        String seen = doors(person, planted);
        assertThat(seen).as("what %s sees", person).doesNotContain(secret, planted.number());
        assertThat(http.get(person, "/api/v1/incidents/" + planted.number()).statusCode())
                .isEqualTo(404);
        assertThat(http.get(person, "/api/v1/incidents/" + planted.number()).body())
                .isEqualTo(http.get(person, "/api/v1/incidents/INC-1999-000001")
                        .body()
                        .replace("INC-1999-000001", planted.number()));
    }

    private void seesEverything(String person, Incident planted) {
        sumsUpWhatIsCountedOneByOne(person);
        assertThat(http.get(person, "/api/v1/incidents/" + planted.number()).body())
                .as("what %s sees", person)
                .contains(secret);
        assertThat(http.get(person, "/api/v1/incidents/" + planted.number() + "/timeline")
                        .body())
                .contains(secret);
    }

    /** The total of a list that is not narrowed comes from sums. */
    private void sumsUpWhatIsCountedOneByOne(String person) {
        assertThat(total(person, ""))
                .as("what %s counts", person)
                .isEqualTo(total(person, "&openedFrom=1970-01-01T00:00:00Z"));
    }

    private long total(String person, String narrowed) {
        try {
            return json.readTree(http.get(person, "/api/v1/incidents?size=1" + narrowed)
                            .body())
                    .get("total")
                    .asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that a person gets to see at the doors of the API, the engine and the web applications. */
    private String doors(String person, Incident planted) {
        StringBuilder seen = new StringBuilder();
        String finding = "finding+" + secret;
        for (String path : List.of(
                "/api/v1/incidents?size=200",
                "/api/v1/incidents?size=200&q=" + secret,
                "/api/v1/signals?size=200",
                "/api/v1/signals?size=200&findingType=" + finding,
                "/api/v1/signals?size=200&incident=" + planted.number(),
                "/api/v1/slrs?size=200",
                "/api/v1/repair-items?size=200",
                "/api/v1/messages?size=200",
                "/api/v1/messages?size=200&businessKey=" + planted.number(),
                "/api/v1/patterns?size=200",
                "/api/v1/baselines?size=200",
                "/api/v1/sessions?size=200",
                "/engine-rest/task?maxResults=2000",
                "/engine-rest/task?maxResults=10&processInstanceBusinessKey=" + planted.number(),
                "/engine-rest/process-instance?maxResults=2000",
                "/engine-rest/execution?maxResults=2000",
                "/engine-rest/variable-instance?maxResults=2000",
                "/engine-rest/job?maxResults=2000",
                "/engine-rest/incident?maxResults=2000",
                "/engine-rest/event-subscription?maxResults=2000",
                "/engine-rest/external-task?maxResults=2000",
                "/engine-rest/history/process-instance?maxResults=2000&sortBy=startTime&sortOrder=desc",
                "/engine-rest/history/process-instance?maxResults=10&processInstanceBusinessKey=" + planted.number(),
                "/engine-rest/history/activity-instance?maxResults=2000&sortBy=startTime&sortOrder=desc",
                "/engine-rest/history/task?maxResults=2000&sortBy=startTime&sortOrder=desc",
                "/engine-rest/history/variable-instance?maxResults=2000&variableName=incidentNumber",
                "/engine-rest/history/variable-instance?maxResults=2000&variableName=incidentNumber&variableValue=String_"
                        + planted.number(),
                "/engine-rest/history/detail?maxResults=2000&sortBy=time&sortOrder=desc",
                "/engine-rest/history/job-log?maxResults=2000&sortBy=timestamp&sortOrder=desc",
                "/engine-rest/history/user-operation?maxResults=2000&sortBy=timestamp&sortOrder=desc",
                "/engine-rest/history/identity-link-log?maxResults=2000&sortBy=time&sortOrder=desc",
                "/engine-rest/history/incident?maxResults=2000",
                "/engine-rest/history/decision-instance?maxResults=500&includeInputs=true&includeOutputs=true"
                        + "&sortBy=evaluationTime&sortOrder=desc")) {
            HttpResponse<String> answer = http.get(person, path);
            assertThat(answer.statusCode()).as(path).isIn(200, 403);
            // what was asked for may stand in the answer's own address only
            seen.append(answer.statusCode() == 200 ? answer.body() : "");
        }
        for (String instance : jdbc.sql("select id_ from act_hi_procinst where business_key_ = ?")
                .param(planted.number())
                .query(String.class)
                .list()) {
            for (String path : List.of(
                    "/engine-rest/process-instance/" + instance,
                    "/engine-rest/process-instance/" + instance + "/variables",
                    "/engine-rest/history/process-instance/" + instance)) {
                seen.append(http.get(person, path).body().replace(instance, ""));
            }
        }
        return seen.toString();
    }

    private void as(String person, Runnable action) {
        identity.setAuthentication(person, List.of(person));
        try {
            action.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    private void claim(String person, Task task) {
        as(person, () -> tasks.claim(task.getId(), person));
    }

    private JsonNode team(Incident incident) throws Exception {
        return json.readTree(http.get("incident-commander", "/api/v1/incidents/" + incident.number() + "/team")
                        .body())
                .get("mayKnow");
    }

    private static String knowing(String person, String until) {
        return "{\"person\":\"%s\",\"reason\":\"Audit of the year\",\"until\":\"%s\"}".formatted(person, until);
    }

    private HttpResponse<String> http(
            String person, String method, String path, @org.jspecify.annotations.Nullable String body) {
        return http.send(http.request(person, path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private Incident planted(String label) {
        PlantedIncident planted = PlantedIncident.send(http, jdbc, engine, secret, label);
        if (label.equals("tlp:red")) {
            assertThat(planted.receipt())
                    .as("the sender may not know what became of it")
                    .doesNotContain("INC-");
        }
        return incidents.byNumber(planted.number()).orElseThrow();
    }
}
