package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StandIn;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class RolesTest {

    @Autowired
    Http http;

    @Autowired
    People people;

    @Autowired
    Roles roles;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    FilterService filters;

    @Autowired
    IdentityService identity;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Test
    void establishingTheRolesAgainChangesNothing() {
        long before = authorizations.createAuthorizationQuery().count();
        long lists = filters.createFilterQuery().count();
        roles.establish();
        assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(before);
        assertThat(filters.createFilterQuery().count()).isEqualTo(lists);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everybodyHasTasklistAndItsLists(Role role) {
        assertThat(identity.createUserQuery()
                        .userId(role.id())
                        .memberOfGroup(role.id())
                        .count())
                .isEqualTo(1);
        assertThat(http.get(role.id(), "/engine-rest/filter?resourceType=Task&maxResults=100")
                        .body())
                .contains("My teams' tasks", "Nobody has it yet");
        assertThat(http.get(
                                role.id(),
                                "/engine-rest/authorization/check?permissionName=ACCESS&resourceName=APPLICATION"
                                        + "&resourceType=0&resourceId=tasklist")
                        .body())
                .contains("\"authorized\":true");
    }

    @Test
    void onlyProcessOwnersAndAdministratorsDeploy() {
        for (Role role : Role.values()) {
            boolean may = role == Role.PROCESS_OWNER || role == Role.ADMINISTRATOR;
            HttpResponse<String> answer = deploy(role.id());
            assertThat(answer.statusCode()).as("%s: %s", role, answer.body()).isEqualTo(may ? 200 : 403);
        }
    }

    private HttpResponse<String> deploy(String account) {
        String boundary = "----------part";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntry\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"tried.bpmn\"; filename=\"tried.bpmn\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
                + Bpmn.convertToString(StandIn.of("tried-" + account)) + "\r\n--" + boundary + "--\r\n";
        return http.send(http.request(account, "/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void auditorsReadEverythingAndChangeNothing() {
        assertThat(http.get("auditor", "/engine-rest/history/user-operation?maxResults=10")
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.get("auditor", "/engine-rest/authorization/count").body())
                .doesNotContain("\"count\":0");
        assertThat(http.post(
                                "auditor",
                                "/engine-rest/user/create",
                                "{\"profile\":{\"id\":\"made\"},\"credentials\":{\"password\":\"a-long-enough-password\"}}")
                        .statusCode())
                .isEqualTo(403);
        repository
                .createDeployment()
                .addModelInstance("audited.bpmn", StandIn.of("audited"))
                .deploy();
        assertThat(http.post("auditor", "/engine-rest/process-definition/key/audited/start", "{}")
                        .statusCode())
                .isIn(403, 500);
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("audited")
                        .count())
                .isZero();
        assertThat(http.get("auditor", "/engine-rest/process-definition?key=audited&maxResults=10")
                        .body())
                .contains("audited");
    }

    @Test
    void aNewPersonNeedsALongPassword() {
        HttpResponse<String> answer = http.post(
                "administrator",
                "/engine-rest/user/create",
                "{\"profile\":{\"id\":\"jane.doe@example.com\"},\"credentials\":{\"password\":\"short\"}}");
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(identity.createUserQuery().userId("jane.doe@example.com").count())
                .isZero();
        assertThat(http.post(
                                "administrator",
                                "/engine-rest/user/create",
                                "{\"profile\":{\"id\":\"jane.doe@example.com\",\"firstName\":\"Jane\",\"lastName\":\"Doe\",\"email\":\"j@example.com\"},"
                                        + "\"credentials\":{\"password\":\"a-long-enough-password\"}}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoeverHasNoRoleGetsNothing() {
        // created by the platform, so the rules for passwords don't apply
        people.create("no-role", "no-role", "No", "Role", "");
        assertThat(http.get("no-role", "/engine-rest/task?maxResults=10").statusCode())
                .isEqualTo(403);
        assertThat(http.get("no-role", "/api/v1/incidents").statusCode()).isEqualTo(403);
    }
}
