package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Somebody who leaves before the answer is there is no fault of the platform. */
@PlatformTest
@ExtendWith(OutputCaptureExtension.class)
class HangingUpTest {

    private static final int TIMES = 20;

    @Autowired
    Http http;

    @Autowired
    MeterRegistry meters;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/openapi",
                "/api/swagger-ui/swagger-ui-bundle.js",
                "/camunda/lib/deps.js",
                "/camunda/app/cockpit/camunda-cockpit-bootstrap.js",
                "/engine-rest/process-definition",
                "/actuator/prometheus"
            })
    void isNoError(String path, CapturedOutput log) throws Exception {
        long before = requests();
        for (int i = 0; i < TIMES; i++) {
            hangUp(path);
        }
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (requests() - before < TIMES && System.nanoTime() < patience) {
            http.get(null, "/actuator/health/liveness");
        }
        assertThat(log.getAll()).doesNotContain("ERROR");
    }

    private void hangUp(String path) throws IOException {
        URI base = URI.create(http.base());
        String who = Base64.getEncoder().encodeToString("administrator:administrator".getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1024);
            socket.setSoLinger(true, 0);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + who + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    private long requests() {
        return meters.find("http.server.requests").timers().stream()
                .filter(timer ->
                        !"/actuator/health/liveness".equals(timer.getId().getTag("uri")))
                .mapToLong(Timer::count)
                .sum();
    }
}
