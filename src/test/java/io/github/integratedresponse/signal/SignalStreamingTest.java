package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.Scrape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Streams of findings, by real connections. */
@PlatformTest
class SignalStreamingTest {

    @Autowired
    private Http http;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IntakeLimits limits;

    @Autowired
    private MovableClock clock;

    /** Makes what a test sends its own, so that tests can share the database. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    void badLinesNeverSpoilTheirNeighbours() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(utf8(finding("one") + "\n{\"class_uid\": 2004,\n\n"));
        body.writeBytes(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}', '\n'});
        body.writeBytes(utf8("{\"a\": \"\u0000\"}\n"));
        body.writeBytes(utf8(finding("half").replace("Something", "\\ud800 \\u0000 thing") + "\n"));
        body.writeBytes(utf8("{\"a\": \"" + "x".repeat(2_000_000) + "\"}\r\n"));
        body.writeBytes(utf8("[" + finding("in a list") + "]\n17\n" + finding("two")));
        List<JsonNode> answers = answers(sent("application/x-ndjson", body.toByteArray()), 202);

        assertThat(answers).hasSize(10);
        for (int i = 0; i < 9; i++) {
            assertThat(answers.get(i).get("item").asInt()).isEqualTo(i);
        }
        assertThat(rejected(answers)).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(problem(answers.get(1))).startsWith("item is not valid JSON at line 1");
        assertThat(problem(answers.get(2))).isEqualTo("item is not valid UTF-8");
        assertThat(problem(answers.get(3))).startsWith("item is not valid JSON");
        assertThat(problem(answers.get(5))).isEqualTo("item may be 1048576 bytes at most");
        assertThat(problem(answers.get(6))).isEqualTo("item must be an object");
        assertThat(answers.get(9).at("/summary/items").asInt()).isEqualTo(9);
        assertThat(answers.get(9).at("/summary/outcomes/rejected").asInt()).isEqualTo(6);
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void aListIsReadAsAStreamByThoseWhoTakeLines() throws Exception {
        String body = "[" + finding("one") + ",\n17 , " + finding("two") + "]";
        HttpResponse<String> answer = http.send(http.request("responder", "/api/v1/signals")
                .header("Content-Type", "application/json")
                .header("Accept", "application/x-ndjson, application/json;q=0.5")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<JsonNode> answers = lines(answer.body());
        assertThat(rejected(answers)).containsExactly(1);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aListThatIsBrokenEndsWhereItIsAndSaysWhatWasTaken() throws Exception {
        String body = "[" + finding("one") + "," + finding("two") + " " + finding("three") + "]";
        try (OpenStream stream = new OpenStream(
                http.base(), "responder", "", "Content-Type: application/json", "Accept: application/x-ndjson")) {
            List<JsonNode> answers = lines(stream.send(body).end().rest());

            assertThat(answers).hasSize(3);
            assertThat(answers.get(2).get("status").asInt()).isEqualTo(400);
            assertThat(answers.get(2).get("nextItem").asInt()).isEqualTo(2);
            assertThat(answers.get(2).get("detail").asText())
                    .contains("neither a comma nor its end")
                    .contains("at byte");
        }
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void recordsOfATextSequenceMayHaveLines() throws Exception {
        String pretty = json.readTree(finding("one")).toPrettyString();
        List<JsonNode> answers = answers(
                sent("application/json-seq", utf8("\u001e" + pretty + "\n\u001e{\n\u001e" + pretty + "\n")), 202);

        assertThat(rejected(answers)).containsExactly(1);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aClientKnowsAtAnyMomentWhatIsStored() throws Exception {
        try (OpenStream stream = new OpenStream(http.base(), "responder", "")) {
            for (int i = 0; i < 5; i++) {
                stream.send(finding("n" + i) + "\n");
                JsonNode answer = json.readTree(stream.line());
                assertThat(answer.get("item").asInt()).isEqualTo(i);
                assertThat(answer.has("signalId")).isTrue();
                assertThat(stored()).isEqualTo(i + 1);
            }
            stream.end();
            assertThat(stream.rest()).hasSize(1);
        }
    }

    @Test
    void aSlowClientIsServedByteByByte() throws Exception {
        try (OpenStream stream = new OpenStream(http.base(), "responder", "")) {
            for (byte b : utf8(finding("slow") + "\n")) {
                stream.send(new byte[] {b});
            }
            assertThat(json.readTree(stream.line()).has("signalId")).isTrue();
            stream.end();
            assertThat(stream.status()).isEqualTo(202);
        }
    }

    @Test
    void whoHangsUpKeepsWhatWasAnswered() throws Exception {
        for (int i = 0; i < 5; i++) {
            OpenStream stream = new OpenStream(http.base(), "responder", "");
            stream.send(finding("n" + i) + "\n" + finding("half").substring(0, 100));
            assertThat(stream.line()).contains("signalId");
            stream.hangUp();
        }
        assertThat(stored()).isEqualTo(5);
        eventually(() -> limits.streamsOpen() == 0);
    }

    @Test
    void onlyProblemsAreToldToThoseWhoWantNothingElse() throws Exception {
        HttpResponse<String> answer = http.send(http.request("responder", "/api/v1/signals?answers=problems")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(finding("one") + "\n{\n" + finding("two"))));

        List<JsonNode> answers = lines(answer.body());
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).get("item").asInt()).isEqualTo(1);
        assertThat(answers.get(1).at("/summary/findings").asInt()).isEqualTo(3);
        assertThat(http.post("responder", "/api/v1/signals?answers=some", finding("one"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatHoldsNoFindingIsRefusedAsAWhole() throws Exception {
        for (String body : List.of("", "\n\n", "nonsense\n{}\n", "{\"class_uid\": 2004}")) {
            HttpResponse<String> answer = sent("application/x-ndjson", utf8(body));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            JsonNode problem = json.readTree(answer.body());
            assertThat(problem.get("title").asText()).isEqualTo("Invalid input");
            assertThat(problem.get("problems")).isNotEmpty();
        }
        for (String body : List.of("", "\"x\"", "[", "[]", "[{}", "[{}}", "{", "{} x")) {
            HttpResponse<String> answer = http.send(http.request("responder", "/api/v1/signals")
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void packedBodiesAreUnpacked() throws Exception {
        String two = finding("one") + "\n" + finding("two") + "\n";
        assertThat(answers(packed("application/x-ndjson", gzip(two)), 202)).hasSize(3);
        assertThat(packed("application/json", gzip(finding("three"))).statusCode())
                .isEqualTo(202);
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void brokenGzipIsTheSendersMistakeOrTheLastLine() throws Exception {
        byte[] gzip = gzip(finding("one") + "\n" + "{}\n".repeat(5_000) + finding("two") + "\n");
        byte[] changed = gzip.clone();
        changed[changed.length - 6] ^= 0x55;

        for (byte[] broken : List.of(new byte[0], utf8(finding("one")), new byte[] {0x1F, (byte) 0x8B, 8})) {
            assertThat(packed("application/json", broken).statusCode()).isEqualTo(400);
            assertThat(packed("application/x-ndjson", broken).statusCode()).isEqualTo(400);
        }
        assertThat(packed("application/json", changed).statusCode()).isEqualTo(400);
        List<JsonNode> answers = answers(packed("application/x-ndjson", changed), 202);
        assertThat(answers.get(answers.size() - 1).get("detail").asText()).contains("gzip");
        assertThat(answers.get(answers.size() - 1).get("nextItem").asInt()).isEqualTo(5_002);
        assertThat(http.send(http.request("responder", "/api/v1/signals")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "br")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(http.send(http.request("administrator", "/api/v1/tokens")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(gzip("{}"))))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aBombIsDefused() throws Exception {
        byte[] bomb = gzip("{\"a\": \"" + "x".repeat(50_000_000));
        assertThat(bomb).hasSizeLessThan(60_000);
        assertThat(packed("application/json", bomb).statusCode()).isEqualTo(413);

        byte[] within = gzip(finding("one") + "\n\"" + "x".repeat(50_000_000) + "\"\n" + finding("two"));
        List<JsonNode> answers = answers(packed("application/x-ndjson", within), 202);
        assertThat(rejected(answers)).containsExactly(1);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aLongStreamTakesNoMoreMemoryThanAShortOne() throws Exception {
        int chunks = 200;
        // a class that isn't taken, with something in it
        String item = "{\"class_uid\": 2003, \"message\": \"" + "x".repeat(300) + "\"}\n";
        String chunk = item.repeat(500);
        try (OpenStream stream = new OpenStream(http.base(), "responder", "")) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < chunks; i++) {
                        stream.send(chunk);
                    }
                    stream.end();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            long early = 0;
            String last = "";
            int n = 0;
            for (String line = stream.line(); line != null; line = stream.line()) {
                last = line;
                n++;
                if (n == 20_000) {
                    early = used();
                }
                if (n == 90_000) {
                    assertThat(used() - early).isLessThan(16_000_000);
                }
            }
            assertThat(n).isEqualTo(100_001);
            assertThat(json.readTree(last).at("/summary/outcomes/rejected").asInt())
                    .isEqualTo(100_000);
            sender.join();
        }
    }

    @Test
    void whoSendsTooMuchIsToldWhenToComeAgainAndNobodyElse() throws Exception {
        String token = token();
        limits.overdraw(token, 200_000);

        for (String type : List.of("application/json", "application/x-ndjson")) {
            HttpResponse<String> answer = http.send(http.request(null, "/api/v1/signals")
                    .header("Authorization", "Bearer " + secret)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(finding("one"))));
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").getAsLong())
                    .isBetween(10L, 60L);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("RateLimit")).contains("\"findings\";r=0");
            assertThat(json.readTree(answer.body()).get("status").asInt()).isEqualTo(429);
        }
        assertThat(stored()).isZero();
        HttpResponse<String> other = http.post("responder", "/api/v1/signals", finding("one"));
        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(other.headers().firstValue("RateLimit-Policy")).contains("\"findings\";q=50000;w=10");
        assertThat(other.headers().firstValue("RateLimit").orElse("")).startsWith("\"findings\";r=");
    }

    @Test
    void onlySoManyStreamsAreOpenAtOnce() throws Exception {
        String token = token();
        List<OpenStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                OpenStream stream = new OpenStream(http.base(), "Bearer " + secret, "");
                open.add(stream);
                stream.send(finding("n" + i) + "\n");
                assertThat(stream.line()).contains("signalId");
            }
            double before =
                    Scrape.of(http, clock).value("response_signal_requests_turned_away_total", "reason", "streams");
            try (OpenStream another = new OpenStream(http.base(), "Bearer " + secret, "")) {
                another.send(finding("too-many") + "\n").end();
                assertThat(another.status()).isEqualTo(429);
                assertThat(another.header("Retry-After")).isEqualTo("1");
            }
            Scrape after = Scrape.of(http, clock);
            assertThat(after.value("response_signal_requests_turned_away_total", "reason", "streams") - before)
                    .isEqualTo(1);
            assertThat(after.value("response_signal_streams")).isGreaterThanOrEqualTo(8);
            assertThat(http.send(http.request(null, "/api/v1/signals")
                                    .header("Authorization", "Bearer " + secret)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(finding("alone"))))
                            .statusCode())
                    .isEqualTo(202);
        } finally {
            for (OpenStream stream : open) {
                stream.end();
                stream.rest();
                stream.close();
            }
        }
        eventually(() -> limits.streamsOpen() == 0);
        assertThat(token).startsWith("token:");
        assertThat(stored()).isEqualTo(9);
    }

    @Test
    void aPreferenceIsAnsweredWithWhatWasDone() {
        HttpResponse<String> answer = http.send(http.request("responder", "/api/v1/signals")
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async, wait=1")
                .POST(BodyPublishers.ofString(finding("one"))));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=1");
    }

    private String secret = "";

    /** @return whose limits count for the client that has {@link #secret} */
    private String token() throws IOException {
        String name = "stream-" + mark.substring(0, 8);
        HttpResponse<String> made = http.post(
                "administrator",
                "/api/v1/tokens",
                """
                {"name": "%s", "owner": "responder", "scopes": ["signals:write"], "endsAt": "%s"}"""
                        .formatted(name, clock.instant().plus(Duration.ofDays(1))));
        secret = json.readTree(made.body()).get("token").asText();
        return "token:" + name;
    }

    private String finding(String uid) {
        return """
                {"class_uid": 2004, "activity_id": 1, "severity_id": 1, "time": 1794795065000,\
                 "metadata": {"product": {"vendor_name": "Test", "name": "Tool"}},\
                 "finding_info": {"uid": "MARK-UID", "title": "Something was found", "types": ["MARK type"]},\
                 "resources": [{"uid": "MARK-resource"}]}"""
                .replace("MARK", mark)
                .replace("UID", uid);
    }

    private HttpResponse<String> sent(String type, byte[] body) {
        return http.send(http.request("responder", "/api/v1/signals")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> packed(String type, byte[] gzip) {
        return http.send(http.request("responder", "/api/v1/signals")
                .header("Content-Type", type)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip)));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(utf8(text));
        }
        return out.toByteArray();
    }

    private List<JsonNode> answers(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return lines(answer.body());
    }

    private List<JsonNode> lines(String body) throws IOException {
        return lines(body.lines().toList());
    }

    private List<JsonNode> lines(List<String> lines) throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : lines) {
            answers.add(json.readTree(line));
        }
        return answers;
    }

    private static List<Integer> rejected(List<JsonNode> answers) {
        return answers.stream()
                .filter(answer -> answer.path("disposition").asText().equals("rejected"))
                .map(answer -> answer.get("item").asInt())
                .toList();
    }

    private static String problem(JsonNode answer) {
        JsonNode problem = answer.get("problems").get(0);
        return problem.get("field").asText() + " " + problem.get("message").asText();
    }

    private long stored() {
        return jdbc.sql("select count(*) from response.signal where strpos(external_id, ?) > 0")
                .param(mark)
                .query(Long.class)
                .single();
    }

    private void eventually(BooleanSupplier so) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!so.getAsBoolean() && System.nanoTime() < patience) {
            http.get(null, "/actuator/health/liveness");
        }
        assertThat(so.getAsBoolean()).isTrue();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
