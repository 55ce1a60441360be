package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform is killed without warning while it works, and started again on the same folder. */
class KilledInTheMiddleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path dataDir;

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        List<String> numbers = new ArrayList<>();
        int port = freePort();
        Process platform = start(port);
        try {
            for (int i = 1; i <= 20; i++) {
                JsonNode answer = post(port, finding(i));
                numbers.add(answer.get(0).get("incident").asText());
            }
            platform.destroyForcibly().waitFor(20, TimeUnit.SECONDS);

            port = freePort();
            platform = start(port);

            assertThat(numbers).doesNotHaveDuplicates().hasSize(20);
            JsonNode incidents = get(port, "/api/v1/incidents?size=200");
            assertThat(incidents.get("total").asInt()).isEqualTo(20);
            for (int i = 1; i <= 20; i++) {
                JsonNode again = post(port, finding(i)).get(0);
                assertThat(again.get("disposition").asText()).isEqualTo("duplicate");
                assertThat(again.get("incident").asText()).isEqualTo(numbers.get(i - 1));
            }
            for (String number : numbers) {
                awaitAcknowledge(port, number);
            }
        } finally {
            platform.destroy();
            if (!platform.waitFor(30, TimeUnit.SECONDS)) {
                platform.destroyForcibly();
            }
        }
    }

    /** The engine works the queue it had, and what it had taken when it was killed after the lock on that ends; each job runs once. */
    private void awaitAcknowledge(int port, String number) throws Exception {
        long patience = System.nanoTime() + Duration.ofSeconds(150).toNanos();
        JsonNode tasks;
        do {
            tasks = get(
                    port,
                    "/engine-rest/task?processInstanceBusinessKey=" + number
                            + "&taskDefinitionKey=acknowledge&maxResults=10");
        } while (tasks.isEmpty() && waited() && System.nanoTime() < patience);
        assertThat(tasks).as("acknowledge tasks of %s", number).hasSize(1);
    }

    private static boolean waited() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(250);
        return true;
    }

    private Process start(int port) throws Exception {
        Path log = dataDir.resolve("platform-" + port + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        IntegratedResponse.class.getName(),
                        "--server.port=" + port,
                        "--integrated-response.data-dir=" + dataDir.resolve("data"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long patience = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (System.nanoTime() < patience && process.isAlive()) {
            try {
                if (send(port, "GET", "/actuator/health", "").statusCode() == 200) {
                    return process;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(250);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("The platform did not start:\n" + Files.readString(log));
    }

    /** Without what counts how far tests reach: it listens to every engine that it finds, and waits for a test to begin. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("process-test-coverage"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String finding(int n) {
        return """
                {"class_uid": 2004, "time": 1767261600000, "severity_id": 4,
                 "metadata": {"version": "1.1.0", "product": {"name": "Watch", "vendor_name": "Example"}},
                 "finding_info": {"uid": "killed-%d", "title": "Odd sign-in %d", "types": ["Credential Access/Odd sign-in"]},
                 "resources": [{"uid": "account-%d", "type": "Account"}]}"""
                .formatted(n, n, n);
    }

    private JsonNode post(int port, String body) throws Exception {
        HttpResponse<String> response = send(port, "POST", "/api/v1/signals", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body());
    }

    private JsonNode get(int port, String path) throws Exception {
        HttpResponse<String> response = send(port, "GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(int port, String method, String path, String body)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString("responder:responder".getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Basic " + credentials)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
