package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How pages of the web applications ask the API. Who gets which answer is tried door by door in {@link DoorMatrixTest}. */
@PlatformTest
class WebAppRequestsTest {

    private static final String PRODUCTS = WebAppRequests.ROOT + "/products?size=1";

    @Autowired
    private Http http;

    @Autowired
    private SessionProperties limits;

    @Autowired
    private MovableClock clock;

    private Browser browser;

    @BeforeEach
    void visit() {
        browser = new Browser(http.base());
    }

    @Test
    void aPageGetsWhatTheApiAnswers() {
        browser.signIn("responder", "responder");
        HttpResponse<String> answer = browser.get(PRODUCTS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(http.get("responder", "/api/v1/products?size=1").body());
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void aQuestionLeavesTheSessionAsItIsSoThatPagesAskSeveralAtOnce() {
        browser.signIn("responder", "responder");
        assertThat(browser.get(PRODUCTS).headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }

    @Test
    void aMistakeIsAnsweredAsTheApiDoes() {
        browser.signIn("responder", "responder");
        HttpResponse<String> answer = browser.get(WebAppRequests.ROOT + "/products?size=-1&page=-1");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"size\"", "\"page\"");
    }

    @Test
    void whoIsNotSignedInIsSentToThePagesOwnSignIn() {
        browser.open();
        HttpResponse<String> answer = browser.get(PRODUCTS);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .as("a browser would show a dialog of its own")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tokens", "/audit/events", "/nothing", "", "/"})
    void whatNoPageNeedsNoPageCanAsk(String path) {
        browser.signIn("administrator", "administrator");
        assertThat(browser.get(WebAppRequests.ROOT + path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products/../tokens",
                "/products/%2e%2e/tokens",
                "/products/..;/tokens",
                "/products%2f..%2ftokens",
                "//tokens",
                "/products;x=/../tokens"
            })
    void noDetourLeadsToAnotherPartOfTheApi(String path) {
        browser.signIn("administrator", "administrator");
        HttpResponse<String> answer =
                browser.send("GET", URI.create(http.base() + WebAppRequests.ROOT + path), null, "");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    }

    @Test
    void changesNeedTheTokenAgainstForgedRequests() throws Exception {
        browser.signIn("responder", "responder");
        HttpRequest forged = HttpRequest.newBuilder(
                        URI.create(http.base() + WebAppRequests.ROOT + "/incidents/INC-1999-000001/severity"))
                .header("Content-Type", "application/json")
                .header("Cookie", "JSESSIONID=" + browser.session())
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(forged, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatAPageAsksByItselfKeepsNoSessionAlive() throws Exception {
        Instant before = clock.instant();
        try {
            browser.signIn("responder", "responder");
            clock.advance(limits.idle().minus(Duration.ofMinutes(1)));
            assertThat(byItself().statusCode()).isEqualTo(200);
            clock.advance(Duration.ofMinutes(2));
            assertThat(byItself().statusCode()).isEqualTo(401);
        } finally {
            clock.set(before);
        }
    }

    private HttpResponse<String> byItself() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http.base() + PRODUCTS))
                                .header("Cookie", "JSESSIONID=" + browser.session())
                                .header(WebAppRequests.BY_ITSELF, "1")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
