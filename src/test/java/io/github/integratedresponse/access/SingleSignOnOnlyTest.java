package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@PlatformTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// a second engine in one machine answers for the first one from then on
@Order(Integer.MAX_VALUE)
class SingleSignOnOnlyTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    /** The engine's clock is one for all platforms of this process. */
    private static Date clockOfOthers = new Date();

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    IdentityService identity;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry settings) {
        clockOfOthers = ClockUtil.getCurrentTime();
        String prefix = "integrated-response.single-sign-on.";
        settings.add(prefix + "issuer-uri", ISSUER::address);
        settings.add(prefix + "client-id", () -> TestIssuer.CLIENT);
        settings.add(prefix + "client-secret", () -> TestIssuer.SECRET);
        settings.add(prefix + "audience", () -> TestIssuer.AUDIENCE);
        settings.add(prefix + "roles.administrator", () -> "platform-administrators");
        settings.add(prefix + "only", () -> "true");
        // would be refused where it is needed
        settings.add("integrated-response.administrator.password", () -> "");
    }

    @BeforeAll
    void start() {
        ISSUER.start(http.base());
        clock.set(Instant.now());
    }

    @AfterAll
    void stop() {
        ISSUER.close();
        ClockUtil.setCurrentTime(clockOfOthers);
    }

    @Test
    void noPasswordOpensAnything() {
        for (String path : List.of("/engine-rest/task", "/api/v1/incidents", "/api/openapi", "/actuator/prometheus")) {
            HttpResponse<String> answer = http.get("administrator", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .as("or browsers ask for a password")
                    .allSatisfy(challenge -> assertThat(challenge).startsWith("Bearer"));
        }
        Browser browser = new Browser(http.base());
        assertThat(browser.signIn("responder", "responder").statusCode()).isEqualTo(403);
        assertThat(browser.tasks().statusCode()).isEqualTo(401);
        assertThat(browser.get("/sign-in/local").statusCode()).isEqualTo(403);
        assertThat(browser.open().statusCode()).isEqualTo(302);
        assertThat(identity.checkPassword("responder", "responder")).isFalse();
        assertThat(identity.createUserQuery().userId("first.administrator").count())
                .isZero();
    }

    @Test
    void theAdministratorComesFromTheIssuer() {
        ISSUER.person("root", Map.of("groups", List.of("platform-administrators")));
        Elsewhere browser = new Elsewhere(http.base());
        browser.atTheIssuer("root", browser.begin("/camunda/app/admin/"));
        assertThat(browser.get("/camunda/api/admin/auth/user/default").body())
                .contains("\"userId\":\"root\"", "\"admin\"");
        assertThat(http.send(http.request(null, "/actuator/prometheus")
                                .header("Authorization", "Bearer " + ISSUER.accessToken("root", claims -> {})))
                        .statusCode())
                .isEqualTo(200);
    }
}
