package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.IntegratedResponse;
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
import org.jspecify.annotations.Nullable;

/**
 * A platform in a process of its own, with its job executor at work: it can be killed without warning, and started again on what it had.
 * What a node that was killed had taken, the others take up after {@link #LOCK_TIME}.
 */
public final class OwnPlatform implements AutoCloseable {

    public static final Duration LOCK_TIME = Duration.ofSeconds(4);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TO_START = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final String credentials;
    private final List<String> settings;
    private final int port;
    private @Nullable Process process;

    private OwnPlatform(Path folder, String credentials, List<String> settings) throws IOException {
        this.folder = folder;
        this.credentials = credentials;
        this.settings = settings;
        this.port = freePort();
    }

    /** One with its own PostgreSQL and demo accounts, which is asked as a responder. It is not started yet. */
    public static OwnPlatform onFolder(Path folder) throws IOException {
        return new OwnPlatform(
                folder, "responder:responder", List.of("--integrated-response.data-dir=" + folder.resolve("data")));
    }

    /**
     * One of several on a PostgreSQL that was named, which is asked as its first administrator. It is not started yet.
     *
     * @param name what the engine calls the node where it notes who ran a job
     */
    public static OwnPlatform onServer(Path folder, String name, String jdbcUrl, List<String> settings)
            throws IOException {
        String password = "correct-horse-battery-staple";
        return new OwnPlatform(
                folder,
                "ada:" + password,
                Stream.concat(
                                Stream.of(
                                        "--spring.datasource.url=" + jdbcUrl,
                                        "--spring.datasource.username=postgres",
                                        "--spring.datasource.password=" + password,
                                        "--integrated-response.administrator.id=ada",
                                        "--integrated-response.administrator.password=" + password,
                                        "--integrated-response.administrator.email=ada@example.org",
                                        "--camunda.bpm.generic-properties.properties.hostname=" + name),
                                settings.stream())
                        .toList());
    }

    /** Begins to start it; {@link #awaitHealthy} waits until it did. */
    public OwnPlatform launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // it lives for a minute: what takes longer to compile never pays
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                classPath(),
                IntegratedResponse.class.getName(),
                "--server.port=" + port,
                "--camunda.bpm.job-execution.lock-time-in-millis=" + LOCK_TIME.toMillis()));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        return this;
    }

    public OwnPlatform awaitHealthy() throws IOException, InterruptedException {
        long patience = System.nanoTime() + TO_START.toNanos();
        while (System.nanoTime() < patience && isAlive()) {
            try {
                if (send("GET", "/actuator/health", "").statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        kill();
        throw new AssertionError("The platform did not start:\n" + Files.readString(log()));
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** Ends it as an operator does. */
    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What requests sign in with, as the header {@code Authorization}. */
    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** What it logged since it was started first. */
    public String logged() throws IOException {
        return Files.readString(log());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return answer(200, send("GET", path, ""));
    }

    /**
     * @param status that the answer must have
     * @param headers names and values
     */
    public JsonNode post(int status, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return answer(status, send("POST", path, body, headers));
    }

    private static JsonNode answer(int status, HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base().resolve(path))
                .header("Authorization", authorization())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Path log() {
        return folder.resolve("platform-" + port + ".log");
    }

    /** Without what counts how far tests reach: it listens to every engine that it finds, and waits for a test to begin. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("process-test-coverage"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
