package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine, its REST API and Cockpit show, count and do of an incident that only its team may know of. */
@PlatformTest
class RestrictedEngineTest {

    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default";
    private static final String WEB_ENGINE = "/camunda/api/engine/engine/default";

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    IdentityService identity;

    @Autowired
    TaskService tasks;

    @Autowired
    Restrictions restrictions;

    private final String secret = "Marker" + UUID.randomUUID().toString().replace("-", "");

    @AfterEach
    void nobodyIsSignedIn() {
        identity.clearAuthentication();
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator", "security-operations-manager", "auditor", "process-owner"})
    void cockpitAndTheWebApplicationsShowItToNobodyElse(String outside) {
        Browser browser = signedIn(outside);
        Map<String, String> before = atTheScreen(browser, "nothing");
        String number = planted();
        Map<String, String> after = atTheScreen(browser, number);
        after.forEach((path, seen) -> {
            assertThat(seen).as("%s at %s", outside, path).doesNotContain(number, secret, codeName(number));
            if (!path.contains("list")) {
                assertThat(seen).as("%s counts at %s", outside, path).isEqualTo(before.get(path));
            }
        });
    }

    @Test
    void cockpitShowsItToItsTeam() {
        String number = planted();
        Browser commander = signedIn("incident-commander");
        assertThat(post(commander, COCKPIT + "/process-instance?maxResults=50", "{\"businessKey\":\"" + number + "\"}"))
                .contains(number);
        assertThat(commander
                        .get(WEB_ENGINE + "/task?maxResults=50&processInstanceBusinessKey=" + number)
                        .body())
                .contains(number);
    }

    private Map<String, String> atTheScreen(Browser browser, String number) {
        Map<String, String> seen = new LinkedHashMap<>();
        String key = "{\"businessKey\":\"" + number + "\"}";
        seen.put("list of instances", post(browser, COCKPIT + "/process-instance?maxResults=2000", "{}"));
        seen.put("list of instances by key", post(browser, COCKPIT + "/process-instance?maxResults=2000", key));
        seen.put("number of instances", post(browser, COCKPIT + "/process-instance/count", "{}"));
        seen.put("list of failures", post(browser, COCKPIT + "/incident?maxResults=2000", "{}"));
        seen.put("number of failures", post(browser, COCKPIT + "/incident/count", "{}"));
        seen.put(
                "statistics",
                browser.get(COCKPIT + "/process-definition/statistics?maxResults=200")
                        .body());
        for (String lists : List.of("/task?", "/history/task?", "/process-instance?", "/history/process-instance?")) {
            seen.put(
                    "list" + lists,
                    browser.get(WEB_ENGINE + lists + "maxResults=2000").body());
        }
        for (String count : List.of("/task/count", "/process-instance/count", "/process-definition/statistics")) {
            seen.put(count, browser.get(WEB_ENGINE + count).body());
        }
        for (String instance : instances(number)) {
            seen.put(
                    "list called by " + instance,
                    post(browser, COCKPIT + "/process-instance/" + instance + "/called-process-instances", "{}"));
        }
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator", "security-operations-manager", "auditor"})
    void noCountGivesItAway(String outside) {
        Map<String, String> before = counts(outside);
        planted();
        counts(outside).forEach((path, now) -> assertThat(now).as(path).isEqualTo(before.get(path)));
    }

    private Map<String, String> counts(String person) {
        Map<String, String> counts = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(List.of(
                "/task/count",
                "/process-instance/count",
                "/execution/count",
                "/variable-instance/count",
                "/job/count",
                "/incident/count",
                "/external-task/count",
                "/event-subscription/count",
                "/history/process-instance/count",
                "/history/activity-instance/count",
                "/history/task/count",
                "/history/variable-instance/count",
                "/history/detail/count",
                "/history/job-log/count",
                "/history/identity-link-log/count",
                "/history/incident/count",
                "/history/decision-instance/count",
                "/history/user-operation/count",
                "/history/external-task-log/count",
                "/task/report/candidate-group-count",
                "/process-definition/statistics?failedJobs=true&incidents=true",
                "/history/process-definition/cleanable-process-instance-report?maxResults=100",
                "/history/decision-definition/cleanable-decision-instance-report?maxResults=100",
                "/history/task/report?reportType=count&groupBy=taskName",
                "/history/task/report?reportType=count&groupBy=processDefinition",
                "/history/process-instance/report?reportType=duration&periodUnit=month"));
        for (String definition : jdbc.sql(
                        "select id_ from act_re_procdef where key_ in ('incident-lifecycle', 'first-response')")
                .query(String.class)
                .list()) {
            paths.add("/process-definition/" + definition + "/statistics?failedJobs=true&incidents=true");
            paths.add("/history/process-definition/" + definition
                    + "/statistics?finished=true&canceled=true&incidents=true" + "&completeScope=true");
        }
        for (String path : paths) {
            counts.put(path, sorted(http.get(person, "/engine-rest" + path).body()));
        }
        return counts;
    }

    /** Statistics come in no order. */
    private String sorted(String body) {
        try {
            JsonNode read = json.readTree(body);
            if (read.isArray()) {
                List<String> each = new ArrayList<>();
                read.forEach(one -> each.add(one.toString()));
                each.sort(String::compareTo);
                return each.toString();
            }
            return body;
        } catch (java.io.IOException e) {
            return body;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator", "security-operations-manager", "auditor", "responder"})
    void byItsIdItIsLikeSomethingThatIsNotThere(String outside) {
        String number = planted();
        Task task = engine.task(number, "acknowledge");
        String nothing = UUID.randomUUID().toString();
        for (String path : List.of(
                "/task/%s",
                "/task/%s/form",
                "/task/%s/variables",
                "/task/%s/localVariables",
                "/task/%s/form-variables",
                "/task/%s/identity-links",
                "/task/%s/comment",
                "/task/%s/attachment",
                "/task/%s/deployed-form",
                "/task/%s/rendered-form")) {
            same(outside, path, task.getId(), nothing, number);
        }
        for (String path : List.of(
                "/process-instance/%s",
                "/process-instance/%s/variables",
                "/process-instance/%s/activity-instances",
                "/process-instance/%s/comment",
                "/execution/%s",
                "/execution/%s/localVariables",
                "/history/process-instance/%s")) {
            same(outside, path, task.getProcessInstanceId(), nothing, number);
        }
        String history = jdbc.sql("select id_ from act_hi_varinst where proc_inst_id_ = ? limit 1")
                .param(task.getProcessInstanceId())
                .query(String.class)
                .single();
        same(outside, "/history/variable-instance/%s", history, nothing, number);
        same(outside, "/variable-instance/%s", history, nothing, number);
    }

    private String codeName(String number) {
        return jdbc.sql("select code_name from response.restriction where business_key = ? and lifted_at is null")
                .param(number)
                .query(String.class)
                .single();
    }

    private void same(String person, String path, String there, String nothing, String number) {
        HttpResponse<String> hidden = http.get(person, "/engine-rest" + path.formatted(there));
        HttpResponse<String> absent = http.get(person, "/engine-rest" + path.formatted(nothing));
        assertThat(hidden.statusCode())
                .as("%s at %s: %s", person, path, hidden.body())
                .isIn(absent.statusCode(), 404);
        assertThat(hidden.body()).doesNotContain(number, secret, codeName(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenantIdIn\":[\"%s\"]}",
                "{\"orQueries\":[{\"tenantIdIn\":[\"%s\"]}]}",
                "{\"orQueries\":[{\"withoutTenantId\":true,\"tenantIdIn\":[\"%s\"]}]}"
            })
    void noQueryNamesItsTenant(String query) {
        String number = planted();
        String asked = query.formatted(restrictions.codeNameByKey(number).orElseThrow());
        for (String path : List.of("/task", "/process-instance", "/execution", "/history/process-instance")) {
            assertThat(http.post("administrator", "/engine-rest" + path + "?maxResults=500", asked)
                            .body())
                    .as(path)
                    .doesNotContain(number, secret, "restricted-");
        }
    }

    @Test
    void noBatchReachesIt() {
        String number = planted();
        Task task = engine.task(number, "acknowledge");
        String id = task.getProcessInstanceId();
        for (String[] batch : new String[][] {
            {"/process-instance/delete", "{\"processInstanceIds\":[\"%s\"],\"deleteReason\":\"x\"}"},
            {"/process-instance/suspended-async", "{\"processInstanceIds\":[\"%s\"],\"suspended\":true}"},
            {
                "/process-instance/variables-async",
                "{\"processInstanceIds\":[\"%s\"],\"variables\":{\"a\":{\"value\":1}}}"
            },
            {"/history/process-instance/delete", "{\"historicProcessInstanceIds\":[\"%s\"]}"},
        }) {
            HttpResponse<String> answer = http.post("administrator", "/engine-rest" + batch[0], batch[1].formatted(id));
            assertThat(answer.statusCode())
                    .as("%s: %s", batch[0], answer.body())
                    .isIn(400, 403);
        }
        assertThat(http.post(
                                "administrator",
                                "/engine-rest/process-instance/delete",
                                "{\"processInstanceQuery\":{\"businessKey\":\"" + number
                                        + "\"},\"deleteReason\":\"x\"}")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void whoNeedsToKnowReadsAndNeverActsWhateverOtherRolesTheyHave() {
        String number = planted();
        long incident = incident(number);
        HttpResponse<String> granted = http.post(
                "incident-commander",
                "/api/v1/incidents/" + number + "/need-to-know",
                "{\"person\":\"auditor\",\"reason\":\"Audit\",\"until\":\""
                        + clock.instant().plus(Duration.ofDays(1)) + "\"}");
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
        Task task = engine.task(number, "acknowledge");
        // an auditor who responds, too
        identity.setAuthentication("auditor", List.of("auditor", "responder", "administrator"));
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
        for (Runnable act : List.<Runnable>of(
                () -> tasks.claim(task.getId(), "auditor"),
                () -> tasks.setAssignee(task.getId(), "auditor"),
                () -> tasks.complete(task.getId()),
                () -> tasks.setVariable(task.getId(), "verdict", "BENIGN"))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(act::run))
                    .isInstanceOf(AuthorizationException.class);
        }
        identity.clearAuthentication();

        for (int n = 0; n < 3; n++) {
            http.get("auditor", "/api/v1/incidents/" + number);
        }
        assertThat(used(incident)).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        http.get("auditor", "/api/v1/incidents/" + number);
        http.get("auditor", "/engine-rest/task?maxResults=10");
        assertThat(used(incident)).isEqualTo(2);
    }

    private long used(long incident) {
        return jdbc.sql(
                        "select count(*) from response.audit_event where kind = 'need-to-know-used' and incident_id = ?")
                .param(incident)
                .query(Long.class)
                .single();
    }

    @Test
    void theAuditLogTellsOfItOnlyToThoseWhoMayKnow() {
        String number = planted();
        String code = restrictions.codeNameByKey(number).orElseThrow();
        for (String path : List.of("/api/v1/audit/events?size=200", "/api/v1/audit/events?format=csv")) {
            assertThat(http.get("auditor", path).body()).as(path).doesNotContain(number, secret, code);
            assertThat(http.get("administrator", path).body()).as(path).doesNotContain(number, secret, code);
        }
        http.post(
                "incident-commander",
                "/api/v1/incidents/" + number + "/need-to-know",
                "{\"person\":\"auditor\",\"reason\":\"Audit\",\"until\":\""
                        + clock.instant().plus(Duration.ofDays(1)) + "\"}");
        assertThat(http.get("auditor", "/api/v1/audit/events?size=200&category=RESTRICTED")
                        .body())
                .contains(code, "restricted", "joined-team", "need-to-know-granted");
    }

    @Test
    void aStatementThatCountsReadsOnlyWhatMayBeKnown() {
        assertThat(HiddenRows.narrowed(
                        "select count(*) from ACT_RU_EXECUTION E, ACT_RU_JOB where E.X = ACT_RU_JOB.Y", List.of()))
                .isEqualTo("select count(*) from (select * from ACT_RU_EXECUTION where TENANT_ID_ is null) E,"
                        + " (select * from ACT_RU_JOB where TENANT_ID_ is null) ACT_RU_JOB where E.X = ACT_RU_JOB.Y");
        assertThat(HiddenRows.narrowed(
                        "from ACT_HI_ACTINST ACT\n inner join ACT_RE_PROCDEF D", List.of("a-b-1", "c-d-2")))
                .isEqualTo(
                        "from (select * from ACT_HI_ACTINST where TENANT_ID_ is null or TENANT_ID_ in ('a-b-1', 'c-d-2'))"
                                + " ACT\n inner join ACT_RE_PROCDEF D");
    }

    private Browser signedIn(String person) {
        Browser browser = new Browser(http.base());
        assertThat(browser.signIn(person, person).statusCode()).isEqualTo(200);
        // the token against forged requests belongs to the session, and the sign-in made a new one
        browser.open();
        return browser;
    }

    private static String post(Browser browser, String path, String body) {
        HttpResponse<String> answer = browser.send("POST", path, "application/json", body);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isIn(200, 403);
        return answer.body();
    }

    private List<String> instances(String number) {
        return jdbc.sql("select id_ from act_hi_procinst where business_key_ = ?")
                .param(number)
                .query(String.class)
                .list();
    }

    private long incident(String number) {
        return jdbc.sql("select id from response.incident where number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    private String planted() {
        return PlantedIncident.send(http, jdbc, engine, secret, "tlp:red").number();
    }
}
