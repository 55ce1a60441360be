package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Findings;
import io.github.integratedresponse.testing.OwnPlatform;
import io.github.integratedresponse.testing.RawRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform is killed without warning while it takes in a stream and works, and started again on the same folder. */
class KilledInTheMiddleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_UNANSWERED = 40;
    private static final Duration BOUND = OwnPlatform.LOCK_TIME.plusSeconds(56);

    private final Findings findings = Findings.of("killed", 5, 4, 30);

    @TempDir
    Path dataDir;

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        Set<String> answered = new HashSet<>();
        try (OwnPlatform platform = OwnPlatform.onFolder(dataDir)) {
            platform.launch().awaitHealthy();
            for (int killedAfter : new int[] {100, 300}) {
                stream(platform, answered, killedAfter);
                assertThat(answered).hasSizeBetween(killedAfter, killedAfter + MOST_UNANSWERED);

                platform.launch().awaitHealthy();
                assertThat(stored(platform)).containsKeys(answered.toArray(String[]::new));
            }
            stream(platform, answered, Integer.MAX_VALUE);
            assertThat(answered).hasSize(findings.count());

            awaitPlaced(platform);
            Map<String, JsonNode> stored = stored(platform);
            assertThat(stored).hasSize(findings.count());
            Map<String, Set<String>> incidents = new HashMap<>();
            stored.values().forEach(signal -> incidents
                    .computeIfAbsent(signal.get("incident").asText(), number -> new HashSet<>())
                    .add(signal.get("findingType").asText() + signal.get("resources")));
            assertThat(incidents).hasSize(findings.incidents()).allSatisfy((number, about) -> assertThat(about)
                    .hasSize(1));
            assertThat(platform.get("/api/v1/incidents?size=1").get("total").asInt())
                    .isEqualTo(findings.incidents());
            for (String number : incidents.keySet()) {
                awaitAcknowledge(platform, number);
            }
        }
    }

    /**
     * Streams what was not answered yet.
     *
     * @param kill when so many were answered in all, while the rest is on its way
     */
    private void stream(OwnPlatform platform, Set<String> answered, int kill) throws Exception {
        List<Integer> left = IntStream.range(0, findings.count())
                .filter(n -> !answered.contains(findings.externalId(n)))
                .boxed()
                .toList();
        Semaphore ahead = new Semaphore(MOST_UNANSWERED);
        RawRequest request =
                RawRequest.post(platform.base(), "/api/v1/signals", platform.authorization(), "application/x-ndjson");
        Thread writer = new Thread(() -> write(request, left, ahead), "writer");
        try (request) {
            writer.start();
            assertThat(request.status())
                    .as("status, %s", request.status() == 202 ? "" : request.line())
                    .isEqualTo(202);
            for (int n : left) {
                String line = request.line();
                assertThat(line).as("answer to the finding %d", n).isNotNull();
                assertThat(JSON.readTree(line).get("disposition").asText()).isNotEqualTo("rejected");
                answered.add(findings.externalId(n));
                ahead.release();
                if (answered.size() == kill) {
                    platform.kill();
                }
            }
            assertThat(request.line()).as("last line of the stream").contains("\"summary\"");
        } catch (IOException e) {
            assertThat(platform.isAlive()).as("the stream broke off: %s", e).isFalse();
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    /** Never far ahead of the answers, so that the rest is still to come when the platform is killed. */
    private void write(RawRequest request, List<Integer> left, Semaphore ahead) {
        try {
            for (int n : left) {
                ahead.acquire();
                request.send(findings.finding(n) + "\n");
            }
            request.end();
        } catch (IOException | InterruptedException e) {
            // who reads the answers says whether it was to be expected
        }
    }

    private Map<String, JsonNode> stored(OwnPlatform platform) throws Exception {
        Map<String, JsonNode> stored = new HashMap<>();
        int signals = 0;
        JsonNode page;
        int number = 0;
        do {
            page = platform.get("/api/v1/signals?size=200&page=" + number++ + "&source=" + findings.source());
            for (JsonNode signal : page.get("items")) {
                stored.put(signal.get("externalId").asText(), signal);
                signals++;
            }
        } while (!page.get("items").isEmpty());
        assertThat(stored).hasSize(signals);
        return stored;
    }

    private void awaitPlaced(OwnPlatform platform) throws Exception {
        long patience = System.nanoTime() + BOUND.toNanos();
        while (stored(platform).values().stream()
                        .anyMatch(signal -> signal.path("incident").asText().isEmpty())
                && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    /** The engine works the queue it had, and what it had taken when it was killed after the lock on that ends; each job runs once. */
    private void awaitAcknowledge(OwnPlatform platform, String number) throws Exception {
        long patience = System.nanoTime() + BOUND.toNanos();
        JsonNode tasks = platform.get(tasks(number));
        while (tasks.isEmpty() && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(250);
            tasks = platform.get(tasks(number));
        }
        assertThat(tasks).as("acknowledge tasks of %s", number).hasSize(1);
    }

    private static String tasks(String number) {
        return "/engine-rest/task?processInstanceBusinessKey=" + number
                + "&taskDefinitionKey=acknowledge&maxResults=10";
    }
}
