package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Another site's page acts with what a person's browser sends along by itself: the session of the web applications, or Basic. */
@PlatformTest
class ForgedRequestsTest {

    private static final String COUNT = "/camunda/api/engine/engine/default/task/count";

    @Autowired
    Http http;

    @Test
    void aSessionAloneChangesNothing() throws Exception {
        Session person = new Session("responder");
        assertThat(person.post(COUNT, person.cookie("XSRF-TOKEN"), null, null)).isEqualTo(200);
        assertThat(person.post(COUNT, person.cookie("XSRF-TOKEN"), "https://evil.example", null))
                .isEqualTo(403);
        assertThat(person.post(COUNT, person.cookie("XSRF-TOKEN"), null, "cross-site"))
                .isEqualTo(403);

        // an attempt ends the session it was made with
        assertThat(new Session("responder").post(COUNT, null, null, null)).isEqualTo(403);
        assertThat(new Session("responder").post(COUNT, "", null, null)).isEqualTo(403);
        assertThat(new Session("responder").post(COUNT, new Session("auditor").cookie("XSRF-TOKEN"), null, null))
                .as("with a token the attacker was given")
                .isEqualTo(403);
        for (String method : List.of("PUT", "DELETE")) {
            assertThat(new Session("responder").send(method, COUNT, null, null, null))
                    .as(method)
                    .isEqualTo(403);
        }
    }

    @Test
    void nobodySignsAPersonInFromElsewhere() throws Exception {
        HttpResponse<String> answer =
                http.send(http.request(null, "/camunda/api/admin/auth/user/default/login/tasklist")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString("username=auditor&password=auditor")));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/signals, application/json",
        "POST, /api/v1/signals, text/plain",
        "POST, /engine-rest/task/count, application/json",
        "POST, /engine-rest/message, text/plain",
        "DELETE, /engine-rest/deployment/x, application/json",
        "POST, /engine-rest/deployment/create, multipart/form-data; boundary=b",
        "POST, /actuator/info, application/json"
    })
    void rememberedBasicCredentialsAreOfNoUseToOtherSites(String method, String path, String type) {
        for (String[] header : new String[][] {
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Origin", "http://127.0.0.1:1"},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"}
        }) {
            assertThat(http.send(http.request("administrator", path)
                                    .header("Content-Type", type)
                                    .header(header[0], header[1])
                                    .method(method, BodyPublishers.ofString("{}")))
                            .statusCode())
                    .as("%s: %s", header[0], header[1])
                    .isEqualTo(403);
        }
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() throws Exception {
        Session person = new Session("responder");
        assertThat(person.given).isNotEmpty();
        for (String cookie : person.given) {
            assertThat(cookie).containsIgnoringCase("SameSite=Lax").doesNotContainIgnoringCase("Domain=");
            if (!cookie.startsWith("XSRF-TOKEN=")) {
                assertThat(cookie).containsIgnoringCase("HttpOnly");
            }
        }
        assertThat(http.get(null, "/camunda/app/tasklist/default/;jsessionid=chosen")
                        .statusCode())
                .as("a session is never in the address")
                .isEqualTo(400);
    }

    private final class Session {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();
        private final List<String> given = new java.util.ArrayList<>();

        Session(String person) throws IOException, InterruptedException {
            given.addAll(client.send(
                            http.request(null, "/camunda/app/tasklist/default/").build(),
                            HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .allValues("Set-Cookie"));
            HttpResponse<String> signedIn = client.send(
                    http.request(null, "/camunda/api/admin/auth/user/default/login/tasklist")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("X-XSRF-TOKEN", String.valueOf(cookie("XSRF-TOKEN")))
                            .POST(BodyPublishers.ofString("username=" + person + "&password=" + person))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(signedIn.statusCode()).isEqualTo(200);
            given.addAll(signedIn.headers().allValues("Set-Cookie"));
            // the session is another one now, and so is its token
            given.addAll(client.send(
                            http.request(null, "/camunda/app/tasklist/default/").build(),
                            HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .allValues("Set-Cookie"));
        }

        @Nullable
        String cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(java.net.HttpCookie::getValue)
                    .findFirst()
                    .orElse(null);
        }

        int post(String path, @Nullable String token, @Nullable String origin, @Nullable String site) throws Exception {
            return send("POST", path, token, origin, site);
        }

        int send(String method, String path, @Nullable String token, @Nullable String origin, @Nullable String site)
                throws Exception {
            HttpRequest.Builder request = http.request(null, path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString("{}"));
            if (token != null) {
                request.header("X-XSRF-TOKEN", token);
            }
            if (origin != null) {
                request.header("Origin", origin);
            }
            if (site != null) {
                request.header("Sec-Fetch-Site", site);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
