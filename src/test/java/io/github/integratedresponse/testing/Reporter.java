package io.github.integratedresponse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A tool that reports findings in an order of its own, one by one, in lists and in streams, over connections that drop now and then. It
 * sends again whatever was not answered, to another node when one is gone, until everything was.
 */
public final class Reporter {

    /** How a body carries findings. */
    public enum Form {
        SINGLE("application/json"),
        LIST("application/json"),
        STREAM("application/x-ndjson");

        private final String contentType;

        Form(String contentType) {
            this.contentType = contentType;
        }

        String body(List<String> findings) {
            return switch (this) {
                case SINGLE -> findings.get(0);
                case LIST -> "[" + String.join(",\n", findings) + "]";
                case STREAM -> String.join("\n", findings) + "\n";
            };
        }
    }

    /** Where a node takes requests, and what a client signs in with. */
    public record Door(URI base, String authorization) {}

    /**
     * What happened on the way.
     *
     * @param sent findings that went out, each time they did, at most so many were seen
     * @param answered findings whose answer was read, each time it was, at least so many were seen
     * @param overloads requests that were answered 429
     * @param broken requests whose answer never came, on purpose or because a node was gone
     */
    public record Tally(long sent, long answered, int overloads, int broken) {

        public Tally plus(Tally other) {
            return new Tally(
                    sent + other.sent, answered + other.answered, overloads + other.overloads, broken + other.broken);
        }
    }

    private static final String SIGNALS = "/api/v1/signals";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ONE_OF_SO_MANY_DROPS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Door> doors;
    private final Random random;
    private final boolean drops;
    private int door;
    private long sent;
    private long answered;
    private volatile int overloads;
    private int broken;

    /**
     * @param doors of which it takes the first that answers, and stays there
     * @param drops whether its connections drop now and then
     */
    public Reporter(List<Door> doors, long seed, boolean drops) {
        this.doors = doors;
        this.random = new Random(seed);
        this.drops = drops;
    }

    /**
     * @param singles how many of them go alone
     * @param largest how many of them go in one list or stream
     */
    public Tally report(List<String> findings, int singles, int largest) throws Exception {
        List<String> order = new ArrayList<>(findings);
        Collections.shuffle(order, random);
        Deque<List<String>> pieces = new ArrayDeque<>();
        for (int at = 0; at < order.size(); ) {
            int size = at < singles ? 1 : 1 + random.nextInt(largest);
            pieces.add(order.subList(at, Math.min(order.size(), at + size)));
            at += size;
        }
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!pieces.isEmpty()) {
            assertThat(System.nanoTime()).as("time to report in").isLessThan(patience);
            List<String> again = send(pieces.remove());
            if (!again.isEmpty()) {
                pieces.add(again);
            }
        }
        return new Tally(sent, answered, overloads, broken);
    }

    /** How many requests were answered 429 until now. */
    int overloads() {
        return overloads;
    }

    /** @return what was not answered */
    private List<String> send(List<String> findings) throws InterruptedException {
        Form form = findings.size() == 1 ? Form.SINGLE : random.nextBoolean() ? Form.LIST : Form.STREAM;
        boolean drop = drops && random.nextInt(ONE_OF_SO_MANY_DROPS) == 0;
        sent += findings.size();
        try {
            return drop ? dropped(form, findings) : form == Form.STREAM ? streamed(findings) : posted(form, findings);
        } catch (IOException e) {
            broken++;
            door = (door + 1) % doors.size();
            TimeUnit.MILLISECONDS.sleep(50);
            return findings;
        }
    }

    private List<String> posted(Form form, List<String> findings) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(door().base().resolve(SIGNALS))
                        .header("Authorization", door().authorization())
                        .header("Content-Type", form.contentType)
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(form.body(findings)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (later(
                answer.statusCode(), answer.headers().firstValue("Retry-After").orElse(null))) {
            return findings;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        List<JsonNode> receipts = new ArrayList<>();
        JSON.readTree(answer.body()).forEach(receipts::add);
        assertThat(receipts).hasSameSizeAs(findings);
        return unanswered(findings, receipts);
    }

    private List<String> streamed(List<String> findings) throws IOException, InterruptedException {
        try (RawRequest request =
                RawRequest.post(door().base(), SIGNALS, door().authorization(), Form.STREAM.contentType)) {
            request.send(Form.STREAM.body(findings));
            request.end();
            if (later(request.status(), request.header("Retry-After"))) {
                return findings;
            }
            assertThat(request.status()).as("status of a stream").isEqualTo(202);
            List<JsonNode> receipts = receipts(request, Integer.MAX_VALUE);
            return unanswered(findings, receipts);
        }
    }

    /** Breaks off in the middle of the body, before the answer, or in the middle of it. */
    private List<String> dropped(Form form, List<String> findings) throws IOException {
        broken++;
        String body = form.body(findings);
        RawRequest request = RawRequest.post(door().base(), SIGNALS, door().authorization(), form.contentType);
        try {
            if (random.nextInt(3) == 0) {
                request.send(body.substring(0, body.length() / 2));
                return findings;
            }
            request.send(body);
            request.end();
            return form == Form.STREAM && random.nextBoolean() && request.status() == 202
                    ? unanswered(findings, receipts(request, findings.size() / 2))
                    : findings;
        } finally {
            request.hangUp();
        }
    }

    /** @return the answers until the last line of the stream, which sums up what came before or says why it ends early */
    private static List<JsonNode> receipts(RawRequest request, int most) throws IOException {
        List<JsonNode> receipts = new ArrayList<>();
        for (String line = request.line(); line != null && receipts.size() < most; line = request.line()) {
            JsonNode receipt = JSON.readTree(line);
            if (receipt.has("summary")) {
                break;
            }
            receipts.add(receipt);
        }
        return receipts;
    }

    /** @return whether it must be sent again, after the time that the answer asked for */
    private boolean later(int status, @Nullable String retryAfter) throws InterruptedException {
        if (status != 429 && status != 503) {
            return false;
        }
        if (status == 429) {
            overloads = overloads + 1;
            assertThat(retryAfter).as("Retry-After").matches("[1-9]\\d*");
        }
        TimeUnit.SECONDS.sleep(retryAfter == null ? 1 : Long.parseLong(retryAfter));
        return true;
    }

    private List<String> unanswered(List<String> findings, List<JsonNode> receipts) {
        List<String> again = new ArrayList<>(findings.subList(receipts.size(), findings.size()));
        for (int i = 0; i < receipts.size(); i++) {
            if (receipts.get(i).path("disposition").asText().equals("rejected")) {
                assertThat(receipts.get(i).path("retry").asBoolean())
                        .as(receipts.get(i).toString())
                        .isTrue();
                again.add(findings.get(i));
            } else {
                answered++;
            }
        }
        return again;
    }

    private Door door() {
        return doors.get(door);
    }
}
