package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The platform ends TLS itself, or stands behind a proxy that says whether it did. */
@PlatformTest
@TestPropertySource(
        properties = {
            // the certificate for localhost that a library of the tests brings along
            "server.ssl.key-store=classpath:keystore",
            "server.ssl.key-store-password=password",
            "server.ssl.key-password=password",
            "server.forward-headers-strategy=native"
        })
class BehindTlsTest {

    private static final List<String> DOORS = List.of(
            "/camunda/app/tasklist/default/",
            "/camunda/api/admin/auth/user/default",
            "/api/v1/incidents",
            "/engine-rest/task",
            "/actuator/health",
            "/anything");

    @LocalServerPort
    int port;

    private HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void trusting() throws Exception {
        KeyStore known = KeyStore.getInstance("JKS");
        try (InputStream store = BehindTlsTest.class.getResourceAsStream("/keystore")) {
            known.load(store, "password".toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    @Test
    void whoCameByTlsIsToldToComeThatWayOnlyAndCookiesToo() throws Exception {
        for (String door : DOORS) {
            HttpResponse<String> answer = get(door);
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .as(door)
                    .hasValue("max-age=31536000 ; includeSubDomains");
        }
        List<String> cookies = get(DOORS.get(0)).headers().allValues("Set-Cookie");
        assertThat(cookies).hasSizeGreaterThanOrEqualTo(2).allMatch(cookie -> cookie.matches("(?i).*;\\s*secure\\b.*"));
    }

    @Test
    void aProxyThatDidNotEndTlsSaysSo() throws Exception {
        for (String door : DOORS) {
            HttpResponse<String> answer = get(door, "X-Forwarded-Proto", "http");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .as(door)
                    .isEmpty();
        }
        assertThat(get(DOORS.get(0), "X-Forwarded-Proto", "http").headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .noneMatch(cookie -> cookie.matches("(?i).*;\\s*secure\\b.*"));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    }
}
