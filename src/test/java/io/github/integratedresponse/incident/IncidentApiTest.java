package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.incident.duties.Duties;
import io.github.integratedresponse.sla.About;
import io.github.integratedresponse.sla.WorkFacts;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class IncidentApiTest {

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Duties duties;

    @Autowired
    List<WorkFacts> facts;

    final Engine engine;
    final Incidents incidents;
    final JdbcClient jdbc;
    final Loop loop;

    @Autowired
    IncidentApiTest(
            Engine engine,
            Incidents incidents,
            RuntimeService runtime,
            RepositoryService repository,
            JdbcClient jdbc,
            ConfigurableListableBeanFactory beans) {
        this.engine = engine;
        this.incidents = incidents;
        this.jdbc = jdbc;
        this.loop = new Loop(engine, incidents, runtime, repository, jdbc, beans);
    }

    @Test
    void incidentsAreListedByWhatIsKnownOfThem() throws Exception {
        Incident incident = loop.open(Severity.SEV2);
        String product = incidents.affectedProducts(incident.id()).get(0).id();
        String mine = "product=" + product;

        JsonNode line = list(mine).get("items").get(0);
        assertThat(line.get("number").asText()).isEqualTo(incident.number());
        assertThat(line.get("stage").asText()).isEqualTo("FIRST_RESPONSE");
        assertThat(line.get("closed").asBoolean()).isFalse();
        assertThat(line.get("tlp").asText()).isEqualTo("AMBER");
        for (String filter : List.of(
                "stage=FIRST_RESPONSE",
                "severity=" + incident.severity(),
                "tlp=AMBER",
                "closed=false",
                "division=" + encoded("DIVISION " + product),
                "q=" + encoded("loop " + product),
                "q=" + incident.number(),
                "openedFrom=" + incident.openedAt(),
                "openedTo=" + incident.openedAt().plusSeconds(1))) {
            assertThat(list(mine + "&" + filter).get("total").asInt())
                    .as(filter)
                    .isEqualTo(1);
        }
        for (String filter : List.of(
                "stage=REPAIR",
                "severity=" + other(incident.severity()),
                "tlp=RED",
                "closed=true",
                "division=Nowhere",
                "q=%25",
                "openedFrom=" + incident.openedAt().plusSeconds(1),
                "openedTo=" + incident.openedAt())) {
            assertThat(list(mine + "&" + filter).get("total").asInt())
                    .as(filter)
                    .isZero();
        }
    }

    @Test
    void aListComesInPages() throws Exception {
        loop.open(Severity.SEV4);
        loop.open(Severity.SEV4);

        JsonNode page = list("closed=false&size=1&page=1");
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.get("page").asInt()).isEqualTo(1);
        assertThat(page.get("total").asInt()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage=LOST",
                "severity=5",
                "tlp=PINK",
                "closed=perhaps",
                "openedFrom=yesterday",
                "openedTo=%2B1000000000-01-01T00:00:00Z",
                "page=-1",
                "size=201"
            })
    void aFilterThatCannotBeIsAProblem(String filter) throws Exception {
        HttpResponse<String> answer = http.get("responder", "/api/v1/incidents?" + filter);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).get("problems")).isNotEmpty();
    }

    @Test
    void anIncidentShowsTheTraceOfItsLoop() throws Exception {
        Incident incident = loop.at(Stage.CLOSED, Severity.SEV1);
        JsonNode shown = get("auditor", "/api/v1/incidents/" + incident.number());

        assertThat(shown.get("number").asText()).isEqualTo(incident.number());
        assertThat(shown.get("lessons").asText()).isEqualTo("We watch the watchers.");
        assertThat(shown.get("closureReason").asText()).isEqualTo("RESOLVED");
        assertThat(shown.get("products")).hasSize(1);
        assertThat(shown.get("roles").isObject()).isTrue();
        assertThat(shown.at("/severityHistory/0/severity").asText()).isEqualTo("SEV1");
        assertThat(shown.at("/trace/stage").asText()).isEqualTo("CLOSED");
        assertThat(shown.at("/trace/severity").asText())
                .isEqualTo(incident.severity().name());
        assertThat(shown.at("/trace/signals").isArray()).isTrue();
    }

    @Test
    void theTimelineIsReadInOrder() throws Exception {
        Incident incident = loop.open(Severity.SEV3);
        String path = "/api/v1/incidents/" + incident.number() + "/timeline";

        JsonNode lines = get("executive", path);
        assertThat(lines.at("/items/0/kind").asText()).isEqualTo("opened");
        assertThat(lines.at("/items/0/actor").asText()).isEqualTo("tester");
        act("responder", incident, "severity", "{\"severity\":\"SEV0\",\"reason\":\"It spreads\"}");
        JsonNode later = get("executive", path + "?size=200");
        JsonNode last = later.get("items").get(later.get("items").size() - 1);
        assertThat(last.get("text").asText()).contains("SEV0", "It spreads");
        assertThat(last.get("actor").asText()).isEqualTo("responder");
        assertThat(get("executive", path + "?size=1&page=1").get("items")).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : List.of("/api/v1/incidents/INC-1999-000001", "/api/v1/incidents/INC-1999-000001/timeline")) {
            assertThat(http.get("responder", path).statusCode()).isEqualTo(404);
        }
        assertThat(http.post(
                                "responder",
                                "/api/v1/incidents/INC-1999-000001/severity",
                                "{\"severity\":\"SEV1\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSeverityIsChangedWithAReason() throws Exception {
        Incident incident = loop.open(Severity.SEV3);
        HttpResponse<String> answer =
                act("incident-commander", incident, "severity", "{\"severity\":\"SEV0\",\"reason\":\"It spreads\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).get("severity").asText()).isEqualTo("SEV0");
        JsonNode history =
                get("responder", "/api/v1/incidents/" + incident.number()).get("severityHistory");
        JsonNode change = history.get(history.size() - 1);
        assertThat(change.get("severity").asText()).isEqualTo("SEV0");
        assertThat(change.get("previous").asText())
                .isEqualTo(incident.severity().name());
        assertThat(change.get("rule").asText()).isEqualTo("override");
        assertThat(change.get("actor").asText()).isEqualTo("incident-commander");
        assertThat(engine.tasks(incident.number()))
                .allSatisfy(task -> assertThat(task.getPriority()).isEqualTo(100));
    }

    @Test
    void aClosedIncidentIsReopened() throws Exception {
        Incident incident = loop.at(Stage.CLOSED, Severity.SEV1);
        HttpResponse<String> answer =
                act("responder", incident, "reopen", "{\"stage\":\"REMEDIATION\",\"reason\":\"It came back\"}");
        engine.runDueJobs(incident.number());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).get("closed").asBoolean()).isFalse();
        assertThat(incidents.byId(incident.id()).stage()).isEqualTo(Stage.REMEDIATION);
        assertThat(loop.running(incident.number(), "remediation")).hasSize(1);
    }

    @Test
    void anIncidentIsMerged() throws Exception {
        Incident into = loop.open(Severity.SEV2);
        Incident incident = loop.open(Severity.SEV2);
        HttpResponse<String> answer = act("responder", incident, "merge", merge(into.number(), "The same attacker"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode shown = get("responder", "/api/v1/incidents/" + incident.number());
        assertThat(shown.get("mergedInto").asText()).isEqualTo(into.number());
        assertThat(shown.get("closureReason").asText()).isEqualTo("DUPLICATE");
        JsonNode other = get("responder", "/api/v1/incidents/" + into.number());
        assertThat(other.get("merged").get(0).asText()).isEqualTo(incident.number());
        assertThat(other.get("products")).hasSize(2);
    }

    @Test
    void whoMergesAnIncidentMovesWhatItOwesToTheOther() throws Exception {
        Incident into = loop.open(Severity.SEV4);
        Incident incident = loop.at(Stage.REMEDIATION, Severity.SEV2);
        jdbc.sql("update response.incident set severity = 'SEV1' where id = ?")
                .param(incident.id())
                .update();
        assertThat(duties.startNew(incident.id())).isPositive();
        HttpResponse<String> answer = act("responder", incident, "merge", merge(into.number(), "The same attacker"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(get("auditor", "/api/v1/incidents/" + incident.number() + "/duties"))
                .isNotEmpty()
                .allSatisfy(duty -> assertThat(duty.get("state").asText()).isEqualTo("WITHDRAWN"));
        assertThat(get("auditor", "/api/v1/incidents/" + into.number() + "/duties"))
                .isNotEmpty()
                .allSatisfy(duty -> assertThat(duty.get("state").asText()).isEqualTo("OPEN"));
    }

    @Test
    void whatDoesNotFitHowThingsStandIsAConflict() throws Exception {
        Incident running = loop.open(Severity.SEV2);
        Incident closed = loop.at(Stage.CLOSED, Severity.SEV2);

        conflict(act("responder", running, "severity", severity(running.severity())), "severity");
        conflict(act("responder", closed, "severity", "{\"severity\":\"SEV1\",\"reason\":\"x\"}"), "number");
        conflict(act("responder", running, "reopen", "{\"stage\":\"REPAIR\",\"reason\":\"x\"}"), "stage");
        conflict(act("responder", running, "merge", merge(closed.number(), "x")), "into");
        conflict(act("responder", closed, "merge", merge(running.number(), "x")), "number");
        conflict(
                act(
                        "responder",
                        closed,
                        "merge",
                        merge(loop.at(Stage.CLOSED, Severity.SEV4).number(), "x")),
                "number",
                "into");
    }

    private void conflict(HttpResponse<String> answer, String... fields) throws Exception {
        problems(answer, 409, fields);
    }

    @Test
    void everyProblemIsNamedAtOnce() throws Exception {
        Incident incident = loop.open(Severity.SEV2);

        problems(act("responder", incident, "severity", "{}"), 422, "severity", "reason");
        problems(
                act("responder", incident, "reopen", "{\"stage\":\"CLOSED\",\"reason\":\" \"}"),
                422,
                "reason",
                "stage");
        problems(act("responder", incident, "merge", "{}"), 422, "reason", "into");
        problems(act("responder", incident, "merge", merge(incident.number(), "x")), 422, "into");
        problems(
                act("responder", incident, "merge", merge("INC-1999-000001", "x".repeat(2_001))),
                422,
                "reason",
                "into");
        problems(act("responder", incident, "severity", "{\"severity\":\"HIGH\",\"reason\":\"x\"}"), 400, "severity");
        problems(act("responder", incident, "severity", "{\"level\":\"SEV1\"}"), 400, "level");
    }

    private void problems(HttpResponse<String> answer, int status, String... fields) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        List<String> named = new ArrayList<>();
        json.readTree(answer.body())
                .get("problems")
                .forEach(problem -> named.add(problem.get("field").asText()));
        assertThat(named).containsExactly(fields);
    }

    @ParameterizedTest
    @CsvSource({
        "responder,true",
        "incident-commander,true",
        "communications-lead,false",
        "product-engineer,false",
        "executive,false",
        "governance-analyst,false",
        "security-operations-manager,false",
        "process-owner,false",
        "auditor,false",
        "administrator,false"
    })
    void onlyThoseWhoRespondAct(String role, boolean may) {
        Incident incident = loop.open(Severity.SEV3);
        Incident into = loop.open(Severity.SEV3);

        assertThat(http.get(role, "/api/v1/incidents").statusCode()).isEqualTo(200);
        assertThat(http.get(role, "/api/v1/incidents/" + incident.number()).statusCode())
                .isEqualTo(200);
        assertThat(http.get(role, "/api/v1/incidents/" + incident.number() + "/timeline")
                        .statusCode())
                .isEqualTo(200);
        int expected = may ? 200 : 403;
        assertThat(act(role, incident, "severity", severity(other(incident.severity())))
                        .statusCode())
                .isEqualTo(expected);
        assertThat(act(role, incident, "reopen", "{\"reason\":\"x\"}").statusCode())
                .isEqualTo(expected);
        assertThat(act(role, incident, "merge", merge(into.number(), "x")).statusCode())
                .isEqualTo(expected);
    }

    @Test
    void anIncidentIsAsPressingAsItsMostCriticalProduct() {
        Incident incident = loop.open(Severity.SEV3);

        assertThat(about(incident.number(), null)).singleElement().satisfies(about -> {
            assertThat(about.productTier()).isEqualTo(1);
            assertThat(about.openedAt()).isEqualTo(incident.openedAt());
        });
        assertThat(about("INC-1999-000001", null)).isEmpty();
    }

    private List<About> about(String businessKey, @Nullable String subject) {
        return facts.stream()
                .flatMap(known -> known.of(businessKey, "", subject).stream())
                .toList();
    }

    private static Severity other(Severity severity) {
        return severity == Severity.SEV0 ? Severity.SEV1 : Severity.SEV0;
    }

    private static String severity(Severity severity) {
        return "{\"severity\":\"%s\",\"reason\":\"x\"}".formatted(severity);
    }

    private static String merge(String into, String reason) {
        return "{\"into\":\"%s\",\"reason\":\"%s\"}".formatted(into, reason);
    }

    private HttpResponse<String> act(String account, Incident incident, String action, String body) {
        return http.post(account, "/api/v1/incidents/" + incident.number() + "/" + action, body);
    }

    private JsonNode list(String query) throws Exception {
        return get("responder", "/api/v1/incidents?" + query);
    }

    private JsonNode get(String account, String path) throws Exception {
        HttpResponse<String> answer = http.get(account, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
