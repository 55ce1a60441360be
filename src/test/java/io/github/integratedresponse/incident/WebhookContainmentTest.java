package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookContainmentTest {

    private static final ContainmentAction ISOLATE = new ContainmentAction(
            7,
            1,
            "Isolate the host",
            "build-17",
            ContainmentAction.By.AUTOMATIC,
            "Amara Diallo",
            ContainmentAction.State.PLANNED,
            null,
            "responder",
            Instant.EPOCH,
            null,
            null);

    private static final String SECRET = "a-secret-of-more-than-32-characters";

    private final List<String> received = new ArrayList<>();
    private int answer = 202;
    private HttpServer server = listening();

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + (exchange.getRequestHeaders().containsKey("Integrated-Response-Signature") ? "signed " : "")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebhookContainment webhook() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/contain");
        return new WebhookContainment(
                new ContainmentProperties(url, "Bearer token", SECRET, null, false),
                new Outgoing(new OutgoingProperties(Set.of("127.0.0.1"))),
                new ObjectMapper(),
                Clock.systemUTC());
    }

    @Test
    void aStepIsPostedWithItsKeyAndDoneWhenTheSystemSaysSo() {
        assertThat(webhook().carryOut(ISOLATE, "INC-2026-000001", "containment-action-7"))
                .contains("202");

        assertThat(received)
                .singleElement()
                .asString()
                .startsWith("containment-action-7 Bearer token signed {")
                .contains("INC-2026-000001", "Isolate the host", "build-17");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 422})
    void whatTheSystemWillNotDoIsForAPerson(int status) {
        answer = status;

        assertThatThrownBy(() -> webhook().carryOut(ISOLATE, "INC-2026-000001", "key"))
                .isInstanceOf(ContainmentRefused.class)
                .hasMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void whatMayPassIsTriedAgain(int status) {
        answer = status;

        assertThatThrownBy(() -> webhook().carryOut(ISOLATE, "INC-2026-000001", "key"))
                .isNotInstanceOf(ContainmentRefused.class);
    }

    @Test
    void withoutAnAddressNothingIsConnected() {
        assertThat(new WebhookContainment(
                                new ContainmentProperties(null, null, null, null, false),
                                new Outgoing(new OutgoingProperties(null)),
                                new ObjectMapper(),
                                Clock.systemUTC())
                        .isConnected())
                .isFalse();
    }
}
