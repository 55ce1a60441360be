package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class SignInLimitsTest {

    private static final String PASSWORD = "a-long-enough-password";

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    SignInThrottle throttle;

    @Autowired
    JdbcClient sql;

    @BeforeEach
    @AfterEach
    void forgetFailures() {
        throttle.forget();
    }

    @Test
    void afterTenWrongPasswordsTheRightOneHasToWaitAtEveryDoor() {
        String person = person(Role.ADMINISTRATOR);
        for (int i = 0; i < 10; i++) {
            assertThat(basic(person, "wrong" + i).statusCode()).isEqualTo(401);
        }
        assertWaits(basic(person, PASSWORD));
        assertWaits(webApplication(person, PASSWORD));
        assertWaits(http.post("administrator", "/engine-rest/identity/verify", credentials(person, PASSWORD)));
        assertThat(http.get("responder", "/engine-rest/task?maxResults=1").statusCode())
                .as("others go on")
                .isEqualTo(200);

        clock.advance(Duration.ofMinutes(5));
        assertThat(basic(person, PASSWORD).statusCode())
                .as("nobody is locked out for ever")
                .isEqualTo(200);
    }

    @Test
    void wrongPasswordsAtTheWebApplicationsCountToo() {
        String person = person(Role.RESPONDER);
        for (int i = 0; i < 10; i++) {
            assertThat(webApplication(person, "wrong" + i).statusCode()).isEqualTo(401);
        }
        assertWaits(webApplication(person, PASSWORD));
        assertWaits(basic(person, PASSWORD));
    }

    @Test
    void guessingThroughTheEnginesCheckOfPasswordsCountsToo() {
        String person = person(Role.RESPONDER);
        for (int i = 0; i < 10; i++) {
            assertThat(http.post("administrator", "/engine-rest/identity/verify", credentials(person, "wrong" + i))
                            .body())
                    .contains("\"authenticated\":false");
        }
        assertWaits(http.post("administrator", "/engine-rest/identity/verify", credentials(person, PASSWORD)));
    }

    @Test
    void aNameThatNobodyHasIsAnsweredLikeOneThatSomebodyHas() {
        String somebody = person(Role.RESPONDER);
        String nobody = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> known = basic(somebody, "wrong" + i);
            HttpResponse<String> unknown = basic(nobody, "wrong" + i);
            assertThat(unknown.statusCode()).isEqualTo(known.statusCode()).isEqualTo(i < 10 ? 401 : 429);
            assertThat(unknown.body()).isEqualTo(known.body());
            assertThat(unknown.headers().firstValue("WWW-Authenticate"))
                    .isEqualTo(known.headers().firstValue("WWW-Authenticate"));
        }
        throttle.forget();
        assertThat(webApplication(nobody, "wrong").statusCode())
                .isEqualTo(webApplication(somebody, "wrong").statusCode());
    }

    @Test
    void aWrongGuessWritesNothingThatTakesTimeOrLocks() {
        String person = person(Role.ADMINISTRATOR);
        Map<String, Object> before = row(person);
        for (int i = 0; i < 10; i++) {
            basic(person, "wrong" + i);
        }
        assertThat(row(person)).isEqualTo(before);
    }

    @Test
    void anAccountThatTheEngineLockedBeforeIsOpen() {
        String person = person(Role.ADMINISTRATOR);
        sql.sql("update act_id_user set attempts_ = 10, lock_exp_time_ = '2999-01-01' where id_ = ?")
                .param(person)
                .update();
        assertThat(basic(person, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void theOldPasswordCannotBeGuessedWhereItIsChanged() {
        String person = person(Role.RESPONDER);
        Browser stolen = new Browser(http.base());
        assertThat(stolen.signIn(person, PASSWORD).statusCode()).isEqualTo(200);
        stolen.open();
        for (int i = 0; i < 10; i++) {
            assertThat(change(stolen, person, "wrong" + i).statusCode()).isEqualTo(400);
        }
        assertWaits(change(stolen, person, PASSWORD));
    }

    private static HttpResponse<String> change(Browser browser, String person, String old) {
        return browser.send(
                "PUT",
                "/camunda/api/engine/engine/default/user/" + person + "/credentials",
                "application/json",
                "{\"password\":\"quite-another-password\",\"authenticatedUserPassword\":\"" + old + "\"}");
    }

    private Map<String, Object> row(String person) {
        return sql.sql("select * from act_id_user where id_ = ?")
                .param(person)
                .query()
                .singleRow();
    }

    @Test
    void oneAddressCannotTryOnePasswordOnEverybody() {
        for (int i = 0; i < 200; i++) {
            assertThat(basic("spray-" + i, "Summer-of-2026!").statusCode()).isEqualTo(401);
        }
        assertWaits(basic("responder", "responder"));
        HttpResponse<String> disguised = http.send(http.request("responder", "/engine-rest/task?maxResults=1")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("Forwarded", "for=203.0.113.9"));
        assertWaits(disguised);
        clock.advance(Duration.ofMinutes(1));
        assertThat(basic("responder", "responder").statusCode()).isEqualTo(200);
    }

    @Test
    void successCostsNothing() {
        for (int i = 0; i < 250; i++) {
            assertThat(basic("responder", "responder").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void namesThatCannotBeAreRefusedWithoutAsking() {
        assertThat(basic("x".repeat(5_000), "wrong").statusCode()).isEqualTo(401);
        assertThat(webApplication("x".repeat(5_000), "wrong").statusCode()).isEqualTo(401);
        assertThat(webApplication("a\0b", "wrong").statusCode()).isEqualTo(401);
        assertThat(basic("responder", "").statusCode()).isEqualTo(401);
    }

    private static void assertWaits(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Long.parseLong(seconds)).isBetween(1L, 301L));
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("\"status\":429", "try again later");
    }

    private HttpResponse<String> basic(String name, String password) {
        return http.send(http.request(null, "/engine-rest/task?maxResults=1")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8))));
    }

    private HttpResponse<String> webApplication(String name, String password) {
        return new Browser(http.base()).signIn(name, password);
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    private String person(Role role) {
        String id = "p-" + UUID.randomUUID().toString().substring(0, 8);
        people.create(id, PASSWORD, "Some", "Body", "");
        people.giveRole(id, role);
        return id;
    }
}
