package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What answers tell browsers, and what they don't tell anybody. */
@PlatformTest
class WebHardeningTest {

    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    @Autowired
    Http http;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/anything",
                "/error",
                "/camunda/app/tasklist/default/",
                "/camunda/app/cockpit/default/",
                "/camunda/app/admin/default/",
                "/camunda/lib/deps.js",
                "/camunda/api/admin/auth/user/default",
                "/camunda/api/engine/engine/default/task",
                "/engine-rest/task?maxResults=1",
                "/engine-rest/task/nothing",
                "/api/v1/incidents",
                "/api/v1/nothing",
                "/api/openapi",
                "/api/docs",
                "/api/swagger-ui/index.html",
                "/actuator/health",
                "/actuator/info"
            })
    void everyAnswerTellsBrowsersToBeCareful(String path) {
        for (String account : new String[] {null, "administrator"}) {
            HttpResponse<String> answer = http.get(account, path);
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Permissions-Policy")).contains("camera=()", "geolocation=()");
            assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Content-Security-Policy"))
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe-eval")
                    .doesNotContainPattern("(script-src|style-src|style-src-elem) [^;]*'unsafe-inline'")
                    .doesNotContainPattern("(script-src|connect-src|default-src) [^;]*(https:|\\*)");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .as("only behind TLS")
                    .isEmpty();
            for (String banner :
                    List.of("Server", "X-Powered-By", "X-Application-Context", "Via", "X-XSS-Protection")) {
                assertThat(answer.headers().firstValue(banner)).as(banner).isEmpty();
            }
            answer.headers().map().forEach((name, values) -> {
                if (!List.of("vary", "set-cookie").contains(name)) {
                    assertThat(values).as(name).hasSize(1);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/incidents",
                "/api/openapi",
                "/engine-rest/task?maxResults=1",
                "/engine-rest/nothing",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/auth/user/default",
                "/actuator/health"
            })
    void answersOfApisAreNeitherKeptNorShownAsPages(String path) {
        HttpResponse<String> answer = http.get("administrator", path);
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        assertThat(header(answer, "Content-Security-Policy")).isEqualTo(NOTHING);
    }

    @Test
    void scriptsOfThePagesCarryANonceOfTheirOwn() {
        Pattern nonce = Pattern.compile("script-src 'nonce-([^']{20,})' 'strict-dynamic'");
        String first = header(http.get(null, "/camunda/app/tasklist/default/"), "Content-Security-Policy");
        String second = header(http.get(null, "/camunda/app/tasklist/default/"), "Content-Security-Policy");
        assertThat(first).containsPattern(nonce);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void pagesThatAreOpenedAtTheSameTimeKeepTheirOwnNonces() throws Exception {
        Pattern allowed = Pattern.compile("'nonce-([^']+)'");
        Pattern carried = Pattern.compile("<script[^>]* nonce=\"([^\"]+)\"");
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Future<HttpResponse<String>>> pages =
                    people.invokeAll(Collections.nCopies(200, () -> http.get(null, "/camunda/app/cockpit/default/")));
            for (Future<HttpResponse<String>> opened : pages) {
                HttpResponse<String> page = opened.get();
                Matcher nonce = allowed.matcher(header(page, "Content-Security-Policy"));
                assertThat(nonce.find()).isTrue();
                assertThat(carried.matcher(page.body()).results().map(script -> script.group(1)))
                        .isNotEmpty()
                        .containsOnly(nonce.group(1));
            }
        } finally {
            people.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/app/tasklist/default/",
                "/camunda/app/cockpit/default/",
                "/camunda/app/admin/default/",
                "/camunda/app/welcome/default/",
                "/actuator/info",
                "/api/openapi",
                "/camunda/no/such/page",
                "/camunda/app/nothing/default/"
            })
    void nothingSaysWhichVersionsRunHere(String path) {
        HttpResponse<String> answer = http.get("administrator", path);
        assertThat(answer.body())
                .doesNotContain("7.24", "Tomcat", "Whitelabel", "springframework", "3.5.16")
                .doesNotContainPattern("(?i)camunda[^\"]{0,20}v?\\d+\\.\\d+");
    }

    @Test
    void onlyAdministratorsAskTheEngineForItsVersion() {
        assertThat(http.get("administrator", "/engine-rest/version").statusCode())
                .isEqualTo(200);
        for (String path : List.of("/engine-rest/version", "/engine-rest/telemetry/data")) {
            assertThat(http.get("responder", path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(http.get("responder", "/camunda/api/engine/version").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "get", "X"})
    void oddMethodsAreRefused(String method) throws IOException {
        for (String path : List.of("/", "/api/v1/incidents", "/engine-rest/task", "/camunda/app/tasklist/default/")) {
            String answer =
                    raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nX-Secret: echo-me\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).containsPattern("^HTTP/1.1 (400|403|404|405|501) ");
            assertThat(answer).doesNotContain("echo-me", "Tomcat", "Exception", "\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a<script> HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "POST /api/v1/signals HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/signals HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "nonsense\r\n\r\n"
            })
    void requestsThatAreNoneAreAnsweredWithoutAWordOfTheInside(String request) throws IOException {
        String answer = raw(request);
        assertThat(answer).containsPattern("^HTTP/1.1 (400|401|403|505) ");
        assertThat(answer).doesNotContain("Tomcat", "Exception", "org.apache", "\tat ", "10.1");
    }

    @Test
    void headersHaveAnEnd() throws IOException {
        String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(http.get("responder", "/api/v1/incidents?x=" + "y".repeat(20_000))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/signals, application/json",
        "/engine-rest/deployment/create, multipart/form-data; boundary=b",
        "/engine-rest/task/x/attachment/create, multipart/form-data; boundary=b",
        "/engine-rest/task/x/comment/create, application/json",
        "/engine-rest/process-instance/x/variables/v/data, multipart/form-data; boundary=b"
    })
    void bodiesHaveAnEndWhetherTheySayHowLongTheyAreOrNot(String path, String type) {
        byte[] much = new byte[21 * 1024 * 1024];
        java.util.Arrays.fill(much, (byte) ' ');
        byte[] start = (type.startsWith("multipart")
                        ? "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a.bpmn\"\r\n\r\n"
                        : "{\"message\":\"")
                .getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, much, 0, start.length);
        assertThat(http.send(http.request("administrator", path)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofByteArray(much)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(http.send(http.request("administrator", path)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(much))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatPeopleHavePutInIsOnlySavedNeverShown() {
        String page = "<html><script>alert(document.domain)</script></html>";
        HttpResponse<String> deployed = http.send(http.request("process-owner", "/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\npage\r\n"
                                + "--b\r\nContent-Disposition: form-data; name=\"page.html\"; filename=\"page.html\"\r\n"
                                + "Content-Type: text/html\r\n\r\n" + page + "\r\n--b--\r\n")));
        if (deployed.statusCode() == 200) {
            String id = first(deployed.body(), "\"id\":\"([^\"]+)\"");
            String resources = http.get("process-owner", "/engine-rest/deployment/" + id + "/resources")
                    .body();
            assertSaved(http.get(
                    "process-owner",
                    "/engine-rest/deployment/" + id + "/resources/" + first(resources, "\"id\":\"([^\"]+)\"")
                            + "/data"));
        } else {
            assertThat(deployed.statusCode()).isIn(400, 403);
        }
        Browser owner = new Browser(http.base());
        owner.signIn("process-owner", "process-owner");
        String definitions = owner.get("/camunda/api/engine/engine/default/deployment?maxResults=1")
                .body();
        String deployment = first(definitions, "\"id\":\"([^\"]+)\"");
        String resources = owner.get("/camunda/api/engine/engine/default/deployment/" + deployment + "/resources")
                .body();
        assertSaved(owner.get("/camunda/api/engine/engine/default/deployment/" + deployment + "/resources/"
                + first(resources, "\"id\":\"([^\"]+)\"") + "/data"));
    }

    private static void assertSaved(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Disposition")).startsWith("attachment");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).isEqualTo(NOTHING);
    }

    @Test
    void whatBreaksInTheEngineTellsNothingOfTheInside() {
        for (String path : List.of(
                "/engine-rest/task?maxResults=1&sortBy=nonsense&sortOrder=asc",
                "/engine-rest/history/activity-instance?maxResults=1&finishedAfter=yesterday",
                "/engine-rest/process-definition/key/nothing/xml",
                "/engine-rest/task/%27%22%3B--",
                "/engine-rest/metrics/x/sum?startDate=1")) {
            HttpResponse<String> answer = http.get("administrator", path);
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
            assertThat(answer.body())
                    .doesNotContain("org.camunda", "java.lang", "Persistence", "\tat ", "SELECT", "select ");
        }
    }

    @Test
    void aRedirectNeverLeadsToAnotherHost() throws IOException {
        for (String path : List.of(
                "/",
                "/camunda/app/tasklist",
                "/camunda/app/tasklist/",
                "/camunda/app/tasklist/default",
                "/camunda",
                "//evil.example/",
                "//evil.example/camunda/app/tasklist",
                "/camunda//evil.example",
                "/camunda/app//evil.example/..",
                "/camunda/app/tasklist//evil.example",
                "/\\evil.example",
                "/api/docs",
                "/api/docs?url=https://evil.example")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                    + "Forwarded: host=evil.example\r\nConnection: close\r\n\r\n");
            var location = Pattern.compile("(?im)^Location: (.*)$").matcher(answer);
            if (location.find()) {
                assertThat(location.group(1)).as(path).matches("/(?![/\\\\]).*").doesNotStartWith("//");
                assertThat(URI.create(location.group(1).strip()).getHost()).isNull();
            }
        }
    }

    private String raw(String request) throws IOException {
        URI base = URI.create(http.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String first(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static @Nullable String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
