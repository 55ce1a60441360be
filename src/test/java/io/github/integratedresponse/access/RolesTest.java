package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.StandIn;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
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
    TaskLists lists;

    @Autowired
    TaskService tasks;

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

    /** As an earlier version left them, and as an administrator may have changed them. */
    @Test
    void theListsAreMadeSoAgainAndThoseOfPeopleAreLeftAlone() {
        Map<TaskList, String> ids = lists.establish();
        String teamsId = Objects.requireNonNull(ids.get(TaskList.TEAMS));
        String unclaimed = Objects.requireNonNull(ids.get(TaskList.UNCLAIMED));
        String mine = Objects.requireNonNull(ids.get(TaskList.MINE));
        FilterEntity teams = (FilterEntity) filter(teamsId);
        int revision = teams.getRevision();
        lists.establish();
        assertThat(((FilterEntity) filter(teamsId)).getRevision())
                .as("nothing is saved that is so already")
                .isEqualTo(revision);

        Filter own = filters.saveFilter(filters.newTaskFilter("Nobody has it yet")
                .setOwner("responder")
                .setQuery(tasks.createTaskQuery().taskName("mine alone")));
        filters.saveFilter(filter(unclaimed)
                .setName("Nobody has it yet")
                .setProperties(Map.of("priority", 1))
                .setQuery(tasks.createTaskQuery()
                        .taskUnassigned()
                        .orderByTaskPriority()
                        .desc()));
        filters.saveFilter(
                filter(mine).setName("Renamed").setQuery(tasks.createTaskQuery().taskAssignee("somebody")));
        authorizations.saveAuthorization(readBy(Role.PROCESS_OWNER, unclaimed));
        try {
            roles.establish();
            assertThat(lists.establish()).as("the same filters").isEqualTo(ids);
            assertThat(filter(unclaimed).getName()).isEqualTo(TaskList.UNCLAIMED.title());
            assertThat(((FilterEntity) filter(unclaimed)).getQueryInternal())
                    .contains("\"minPriority\":80")
                    .doesNotContain("sorting");
            assertThat(((FilterEntity) filter(mine)).getQueryInternal())
                    .contains("${currentUser()}")
                    .doesNotContain("somebody");
            assertThat(((FilterEntity) filter(own.getId())).getQueryInternal()).contains("mine alone");
            assertThat(authorizations
                            .createAuthorizationQuery()
                            .groupIdIn(Role.PROCESS_OWNER.id())
                            .resourceType(Resources.FILTER)
                            .resourceId(unclaimed)
                            .count())
                    .isZero();
        } finally {
            filters.deleteFilter(own.getId());
        }
    }

    private Filter filter(String id) {
        return filters.getFilter(id);
    }

    private Authorization readBy(Role role, String filter) {
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setGroupId(role.id());
        grant.setResource(Resources.FILTER);
        grant.setResourceId(filter);
        grant.addPermission(Permissions.READ);
        return grant;
    }

    private static List<String> titles(HttpResponse<String> answer) {
        return Pattern.compile("\"name\":\"([^\"]*)\"")
                .matcher(answer.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everybodyHasTasklistAndItsLists(Role role) {
        assertThat(identity.createUserQuery()
                        .userId(role.id())
                        .memberOfGroup(role.id())
                        .count())
                .isEqualTo(1);
        List<String> expected = Stream.of(TaskList.values())
                .filter(list -> role == Role.ADMINISTRATOR || list.readBy(role))
                .map(TaskList::title)
                .toList();
        assertThat(titles(http.get(role.id(), "/engine-rest/filter?resourceType=Task&maxResults=1000")))
                .containsAll(expected)
                .filteredOn(title -> Stream.of(TaskList.values())
                        .anyMatch(list -> list.title().equals(title)))
                .hasSameSizeAs(expected);
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
