package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class WebSessionsTest {

    private static final String PASSWORD = "a-long-enough-password";

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    IdentityService identity;

    @Test
    void signingInGivesAnotherSessionThanTheOneBefore() {
        Browser browser = new Browser(http.base());
        browser.open();
        String planted = browser.session();
        assertThat(planted).isNotNull();
        assertThat(browser.signIn("responder", "responder").statusCode()).isEqualTo(200);
        assertThat(browser.session()).isNotEqualTo(planted);

        Browser attacker = new Browser(http.base());
        attacker.plant(String.valueOf(planted));
        assertThat(attacker.tasks().statusCode()).isEqualTo(401);
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionThatAnAttackerMadeUpIsNotTakenOver() {
        Browser browser = new Browser(http.base());
        browser.plant("0123456789ABCDEF0123456789ABCDEF");
        browser.open();
        assertThat(browser.session()).isNotEqualTo("0123456789ABCDEF0123456789ABCDEF");
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() {
        HttpResponse<String> page = http.get(null, "/camunda/app/tasklist/default/");
        assertThat(page.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax");
        assertThat(http.get(null, "/camunda/api/admin/auth/user/default;jsessionid=0123456789ABCDEF")
                        .statusCode())
                .as("no session in the address")
                .isIn(400, 403, 404);
    }

    @Test
    void aSessionEndsWhenNobodyDoesAnythingForHalfAnHour() {
        Browser browser = signedIn("responder", "responder");
        clock.advance(Duration.ofMinutes(29));
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(30));
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(31));
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void whatThePageRefreshesByItselfKeepsNoSessionAlive() {
        Browser browser = signedIn("responder", "responder");
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(11));
            browser.send("POST", "/camunda/api/engine/engine/default/filter/any/list", "application/json", "{}");
            assertThat(browser.refreshed("/camunda/api/engine/engine/default/filter?itemCount=true&maxResults=200")
                            .statusCode())
                    .isEqualTo(i < 2 ? 200 : 401);
        }
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterTwelveHoursWhateverHappens() {
        Browser browser = signedIn("responder", "responder");
        for (int i = 0; i < 24; i++) {
            clock.advance(Duration.ofMinutes(30));
            assertThat(browser.tasks().statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSessionAtTheServer() {
        Browser browser = signedIn("responder", "responder");
        String session = String.valueOf(browser.session());
        assertThat(browser.signOut().statusCode()).isEqualTo(200);

        Browser thief = new Browser(http.base());
        thief.plant(session);
        assertThat(thief.tasks().statusCode()).isEqualTo(401);
        assertThat(thief.session()).as("it is known no more").isNotEqualTo(session);
        assertThat(browser.signIn("responder", "responder").statusCode())
                .as("signing in again works")
                .isEqualTo(200);
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
    }

    @Test
    void anAdministratorEndsAllSessionsOfAPersonAtOnce() {
        String person = person("responder");
        Browser one = signedIn(person, PASSWORD);
        Browser two = signedIn(person, PASSWORD);
        Browser other = signedIn("responder", "responder");
        assertThat(endSessions("administrator", person)).isEqualTo(204);
        assertThat(one.tasks().statusCode()).isEqualTo(401);
        assertThat(two.tasks().statusCode()).isEqualTo(401);
        assertThat(other.tasks().statusCode()).isEqualTo(200);

        Browser again = signedIn(person, PASSWORD);
        assertThat(again.tasks().statusCode()).isEqualTo(200);
        assertThat(endSessions("administrator", person)).isEqualTo(204);
        assertThat(again.tasks().statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everybodyEndsTheirOwnSessionsAndOnlyAdministratorsThoseOfOthers(Role role) {
        Browser own = signedIn(role.id(), role.id());
        assertThat(endSessions(role.id(), role.id())).isEqualTo(204);
        assertThat(own.tasks().statusCode()).isEqualTo(401);
        assertThat(endSessions(role.id(), "first.administrator")).isEqualTo(role == Role.ADMINISTRATOR ? 204 : 403);
        assertThat(endSessions(role.id(), "nobody-here")).isEqualTo(role == Role.ADMINISTRATOR ? 404 : 403);
    }

    @Test
    void whoeverIsRemovedIsOutAtOnce() {
        String person = person("responder");
        Browser browser = signedIn(person, PASSWORD);
        identity.deleteUser(person);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverLosesAllRolesIsOutAtOnce() {
        String person = person("responder");
        Browser browser = signedIn(person, PASSWORD);
        identity.deleteMembership(person, "responder");
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverLosesOneRoleLosesWhatItGaveAtOnce() {
        String person = person("responder", "administrator");
        Browser browser = signedIn(person, PASSWORD);
        String who = "/camunda/api/admin/auth/user/default";
        String secrets = "/camunda/api/engine/engine/default/authorization/count";
        assertThat(browser.get(who).body()).contains("\"admin\"");
        assertThat(browser.get(secrets).body()).doesNotContain("\"count\":0");
        identity.deleteMembership(person, "administrator");
        assertThat(browser.get(who).body()).doesNotContain("\"admin\"").contains("\"tasklist\"");
        assertThat(browser.get(secrets).body()).contains("\"count\":0");
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
    }

    @Test
    void anotherPasswordEndsTheSessionsButTheOneWhereItWasChanged() {
        String person = person("responder");
        Browser here = signedIn(person, PASSWORD);
        Browser elsewhere = signedIn(person, PASSWORD);
        HttpResponse<String> changed = here.send(
                "PUT",
                "/camunda/api/engine/engine/default/user/" + person + "/credentials",
                "application/json",
                "{\"password\":\"quite-another-password\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(elsewhere.tasks().statusCode()).isEqualTo(401);
        assertThat(here.tasks().statusCode()).isEqualTo(200);
    }

    @Test
    void aPasswordThatAnAdministratorSetsEndsThePersonsSessions() {
        String person = person("responder");
        Browser browser = signedIn(person, PASSWORD);
        Browser administrator = signedIn("administrator", "administrator");
        HttpResponse<String> changed = administrator.send(
                "PUT",
                "/camunda/api/engine/engine/default/user/" + person + "/credentials",
                "application/json",
                "{\"password\":\"quite-another-password\",\"authenticatedUserPassword\":\"administrator\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
        assertThat(administrator.tasks().statusCode()).isEqualTo(200);
    }

    @Test
    void anotherNameOrAddressOfAPersonEndsNothing() {
        String person = person("responder");
        Browser browser = signedIn(person, PASSWORD);
        User changed = identity.createUserQuery().userId(person).singleResult();
        changed.setLastName("Married");
        identity.saveUser(changed);
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
    }

    @Test
    void basicKnowsAtOnceWhoWasRemoved() {
        String person = person("responder");
        assertThat(basic(person)).isEqualTo(200);
        identity.deleteUser(person);
        assertThat(basic(person)).isEqualTo(401);
    }

    private int basic(String person) {
        return http.send(http.request(null, "/api/v1/signals")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString((person + ":" + PASSWORD)
                                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .statusCode();
    }

    private int endSessions(String as, String whose) {
        return http.send(http.request(as, "/api/v1/people/" + whose + "/sessions")
                        .method("DELETE", BodyPublishers.noBody()))
                .statusCode();
    }

    private Browser signedIn(String name, String password) {
        Browser browser = new Browser(http.base());
        HttpResponse<String> answer = browser.signIn(name, password);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        browser.open();
        assertThat(browser.tasks().statusCode()).isEqualTo(200);
        return browser;
    }

    private String person(String... roles) {
        String id = "p-" + UUID.randomUUID().toString().substring(0, 8);
        people.create(id, PASSWORD, "Some", "Body", "");
        for (String role : roles) {
            identity.createMembership(id, role);
        }
        return id;
    }
}
