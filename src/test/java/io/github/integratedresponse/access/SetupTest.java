package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.WebSession;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The web applications' page for a first administrator is tried while nobody administers anything. */
@PlatformTest
class SetupTest {

    private static final String INTRUDER =
            "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"In\",\"lastName\":\"Truder\","
                    + "\"email\":\"in@example.com\"},\"credentials\":{\"password\":\"a-long-enough-password\"}}";
    private static final List<String> GROUPS = List.of("administrator", "camunda-admin");

    @Autowired
    Http http;

    @Autowired
    IdentityService identity;

    @Test
    void nobodyBecomesAdministratorEvenWhenThereIsNone() {
        WebSession responder = WebSession.of(http, "responder");
        List<String[]> members = new ArrayList<>();
        for (String group : GROUPS) {
            for (User user : identity.createUserQuery().memberOfGroup(group).list()) {
                members.add(new String[] {user.getId(), group});
                identity.deleteMembership(user.getId(), group);
            }
        }
        try {
            for (String group : GROUPS) {
                assertThat(identity.createUserQuery().memberOfGroup(group).count())
                        .isZero();
            }
            for (String path : new String[] {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup/default/user/create/",
                "/camunda/api/admin/setup/default/user/create?x=y",
                "/camunda/api/admin/setup/x/user/create",
                "/camunda/api/admin//setup/default/user/create",
                "/camunda//api/admin/setup/default/user/create",
                "//camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup;a=b/default/user/create",
                "/camunda;a=b/api/admin/setup/default/user/create",
                "/camunda/api/admin/%73etup/default/user/create",
                "/camunda/api/admin/%2573etup/default/user/create",
                "/camunda/api/admin/./setup/default/user/create",
                "/camunda/api/admin/%2e/setup/default/user/create",
                "/camunda/api/admin/x/../setup/default/user/create",
                "/camunda/api/admin/x/%2e%2e/setup/default/user/create",
                "/camunda/api/admin/setup%2fdefault/user/create",
                "/camunda/api/admin%2fsetup/default/user/create",
                "/camunda/api/admin/Setup/default/user/create",
                "/camunda/api/admin/setup/default/user/create%20",
                "/camunda/api/admin/setup/default/user/create.json",
                "/camunda/api/cockpit/setup/default/user/create",
                "/camunda/api/tasklist/setup/default/user/create",
                "/camunda/api/welcome/setup/default/user/create",
                "/camunda/api/engine/setup/default/user/create",
                "/camunda/app/admin/setup/default/user/create",
                "/camunda/app/admin/default/setup/",
                "/api/admin/setup/default/user/create",
                "/engine-rest/setup/default/user/create",
                "/setup/default/user/create"
            }) {
                for (String method : new String[] {"POST", "PUT", "PATCH", "GET", "OPTIONS", "X-CREATE"}) {
                    List<HttpRequest.Builder> asking =
                            List.of(http.request(null, path), http.request("responder", path), responder.request(path));
                    for (HttpRequest.Builder request : asking) {
                        HttpResponse<String> answer = http.send(request.header("Content-Type", "application/json")
                                .header("X-HTTP-Method-Override", "POST")
                                .method(method, BodyPublishers.ofString(INTRUDER)));
                        assertThat(answer.statusCode())
                                .as("%s %s", method, path)
                                .isIn(400, 401, 403, 404, 405);
                    }
                }
            }
            assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
            for (String group : GROUPS) {
                assertThat(identity.createUserQuery().memberOfGroup(group).count())
                        .isZero();
            }
        } finally {
            members.forEach(member -> identity.createMembership(member[0], member[1]));
        }
    }
}
