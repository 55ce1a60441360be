package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
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
// a second engine in one machine answers for the first one from then on
@Order(Integer.MAX_VALUE)
class BehindTlsTest {

    private static final String STRICT = "Strict-Transport-Security";

    private static final List<String> DOORS = List.of(
            "/camunda/app/tasklist/default/",
            "/camunda/api/admin/auth/user/default",
            "/api/v1/incidents",
            "/engine-rest/task",
            "/actuator/health",
            "/anything");

    @LocalServerPort
    int port;

    private final CloseableHttpClient client = trusting();

    /** The certificate is of nobody in particular. */
    private static CloseableHttpClient trusting() {
        try {
            return HttpClients.custom()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                                    SSLContextBuilder.create()
                                            .loadTrustMaterial(TrustAllStrategy.INSTANCE)
                                            .build(),
                                    NoopHostnameVerifier.INSTANCE))
                            .build())
                    .disableCookieManagement()
                    .disableRedirectHandling()
                    .build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void whoCameByTlsIsToldToComeThatWayOnlyAndCookiesToo() throws Exception {
        for (String door : DOORS) {
            assertThat(headers(door, STRICT)).as(door).containsExactly("max-age=31536000 ; includeSubDomains");
        }
        assertThat(headers(DOORS.get(0), "Set-Cookie"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(cookie -> cookie.matches("(?i).*;\\s*secure\\b.*"));
    }

    @Test
    void aProxyThatDidNotEndTlsSaysSo() throws Exception {
        for (String door : DOORS) {
            assertThat(headers(door, STRICT, "X-Forwarded-Proto", "http"))
                    .as(door)
                    .isEmpty();
        }
        assertThat(headers(DOORS.get(0), "Set-Cookie", "X-Forwarded-Proto", "http"))
                .isNotEmpty()
                .noneMatch(cookie -> cookie.matches("(?i).*;\\s*secure\\b.*"));
    }

    private List<String> headers(String path, String name, String... sent) throws Exception {
        HttpGet request = new HttpGet("https://localhost:" + port + path);
        if (sent.length > 0) {
            request.setHeader(sent[0], sent[1]);
        }
        return client.execute(request, answer -> Stream.of(answer.getHeaders(name))
                .map(NameValuePair::getValue)
                .toList());
    }
}
