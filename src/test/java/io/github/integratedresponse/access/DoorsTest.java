package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class DoorsTest {

    @Autowired
    Http http;

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleSignsInToTheApiAndTheEngine(Role role) {
        assertThat(http.get(role.id(), "/engine-rest/task?maxResults=10").statusCode())
                .isEqualTo(200);
        assertThat(http.get(role.id(), "/api/openapi").statusCode()).isEqualTo(200);
        assertThat(http.get(role.id(), "/api/v1/nothing-here").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/anything", "/camunda-welcome", "/webjars/camunda/index.html"})
    void whereThereIsNothingNobodyIsAskedToSignIn(String path) {
        HttpResponse<String> answer = http.get(null, path);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .as("or the browser asks for a password over the sign-in page of the web applications")
                .isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/incidents",
                "/api/openapi",
                "/api/docs",
                "/api/swagger-ui/index.html",
                "/api/other",
                "/engine-rest",
                "/engine-rest/engine",
                "/engine-rest/task",
                "/engine-rest/user",
                "/engine-rest/metrics",
                "/engine-rest/version",
                "/engine-rest/telemetry/data",
                "/engine-rest/openapi.json",
                "/actuator",
                "/actuator/info",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator/env"
            })
    void nobodyGetsInWithoutSigningIn(String path) {
        HttpResponse<String> answer = http.get(null, path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("Sign in").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/engine/engine/default/user",
                "/camunda/api/engine/engine/default/process-definition",
                "/camunda/api/engine/engine/default/deployment",
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
                "/camunda/api/cockpit/plugin/base/default/incident",
                "/camunda/api/admin/plugin/adminPlugins/default/metrics/aggregated",
                "/camunda/api/admin/setup/default/anything",
                "/camunda/api/tasklist/plugin/tasklistPlugins/default/anything"
            })
    void theWebApplicationsAnswerNobodyEither(String path) {
        assertThat(http.get(null, path).statusCode()).isIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"responder", "administrator"})
    void theSetupOfAFirstAdministratorIsShutForEverybody(String account) {
        String body = "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"In\",\"lastName\":\"Truder\"},"
                + "\"credentials\":{\"password\":\"a-long-enough-password\"}}";
        for (String path : new String[] {
            "/camunda/api/admin/setup/default/user/create",
            "/camunda/api/admin/setup/default/user/create/",
            "/camunda/api/admin//setup/default/user/create",
            "/camunda/api/admin/setup;a=b/default/user/create",
            "/camunda/api/admin/%73etup/default/user/create"
        }) {
            assertThat(http.post(null, path, body).statusCode()).as(path).isIn(400, 401, 403);
            assertThat(http.post(account, path, body).statusCode()).as(path).isIn(400, 401, 403);
        }
        assertThat(http.get("administrator", "/engine-rest/user?id=intruder&maxResults=10")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void theWebApplicationsShowTheirPagesAndNotTheSetup() {
        HttpResponse<String> page = http.get(null, "/camunda/app/tasklist/default/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("tasklist");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(http.get(null, "/camunda/app/admin/default/setup/").statusCode())
                .isEqualTo(403);
    }

    @Test
    void theFrontDoorLeadsToTasklist() {
        HttpResponse<String> answer = http.get(null, "/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/camunda/app/tasklist/"));
    }

    @Test
    void healthIsOpenButTellsDetailsOnlyToWhoRunsThePlatform() {
        assertThat(http.get(null, "/actuator/health").body())
                .isEqualTo("{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\"]}");
        assertThat(http.get(null, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(http.get(null, "/actuator/health/db").statusCode()).isEqualTo(401);
        assertThat(http.get("responder", "/actuator/prometheus").statusCode()).isEqualTo(403);
        assertThat(http.get("responder", "/actuator/health").body()).doesNotContain("components");
        assertThat(http.get("security-operations-manager", "/actuator/health").body())
                .contains("components");
        assertThat(http.get("administrator", "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void aWrongPasswordIsRefused() {
        HttpResponse<String> answer = http.send(http.request(null, "/engine-rest/task?maxResults=10")
                .header("Authorization", "Basic cmVzcG9uZGVyMjp3cm9uZw=="));
        assertThat(answer.statusCode()).isEqualTo(401);
        HttpResponse<String> garbled = http.send(
                http.request(null, "/engine-rest/task?maxResults=10").header("Authorization", "Basic AAAAOgA="));
        assertThat(garbled.statusCode()).isEqualTo(401);
    }

    @Test
    void pagesOfOtherSitesCannotActInAPersonsName() {
        for (String[] header : new String[][] {
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"}
        }) {
            assertThat(http.send(http.request("administrator", "/engine-rest/task/count")
                                    .header("Content-Type", "application/json")
                                    .header(header[0], header[1])
                                    .POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .as("%s: %s", header[0], header[1])
                    .isEqualTo(403);
        }
        assertThat(http.send(http.request("administrator", "/engine-rest/task/count")
                                .header("Content-Type", "application/json")
                                .header("Origin", http.base())
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"orQueries\":[{\"assigneeExpression\":\"${currentUser()}\"}]}",
                "{\"orQueries\":[{\"orQueries\":[{\"assignee\\u0045xpression\":\"${1}\"}]}]}",
                "{\"assigneeExpression\":\"${currentUser()}\"}"
            })
    void noQueryCarriesAnExpression(String query) {
        HttpResponse<String> answer = http.post("administrator", "/engine-rest/task", query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("expressions");
    }

    @Test
    void noQueryCarriesAnExpressionInItsAddressOrAsAStoredFilter() {
        assertThat(http.get("administrator", "/engine-rest/task?assignee%45xpression=%24%7B1%7D")
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.post(
                                "administrator",
                                "/engine-rest/filter/create",
                                "{\"name\":\"x\",\"resourceType\":\"Task\",\"query\":{\"assigneeExpression\":\"${1}\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.post(
                                "administrator",
                                "/engine-rest/task?maxResults=10",
                                "{\"orQueries\":[{\"assignee\":\"responder\"}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void auditorsAndExecutivesOnlyReadTheApi() {
        for (String reader : new String[] {"auditor", "executive"}) {
            assertThat(http.post(reader, "/api/v1/signals", "{}").statusCode()).isEqualTo(403);
        }
    }
}
