package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.integratedresponse.signal.format.Observable;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MalformedBodies;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@PlatformTest
class SignalIntakeTest {

    private static final Path EXAMPLES = Path.of("examples", "signals");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Signals signals;

    @Autowired
    private Http http;

    @Autowired
    private Engine engine;

    /** Makes what a test sends its own, so that tests can share the database. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    void aNewFindingOpensAnIncident() throws Exception {
        JsonNode receipts = accepted(finding("one", "bucket-1"));

        assertThat(receipts).hasSize(1);
        JsonNode receipt = receipts.get(0);
        assertThat(receipt.get("disposition").asText()).isEqualTo("opened");
        assertThat(receipt.get("incident").asText()).matches("INC-\\d{4}-\\d{6}");
        Signal stored = signals.byId(receipt.get("signalId").asLong()).orElseThrow();
        assertThat(stored.source()).isEqualTo("Test/Tool");
        assertThat(stored.productIds()).containsExactly(product("bucket-1"));
        assertThat(stored.observables()).containsExactly(new Observable("IP Address", "192.0.2." + mark));
        assertThat(stored.tlp()).isEqualTo("AMBER_STRICT");
    }

    @Test
    void theSameKindOfFindingOnTheSameResourceIsAttached() throws Exception {
        JsonNode first = accepted(finding("one", "bucket-1")).get(0);
        JsonNode second = accepted(finding("two", "bucket-1")).get(0);

        assertThat(second.get("disposition").asText()).isEqualTo("attached");
        assertThat(second.get("incident")).isEqualTo(first.get("incident"));
        assertThat(second.get("signalId")).isNotEqualTo(first.get("signalId"));
    }

    @Test
    void theSameFindingAgainIsADuplicateAndCounted() throws Exception {
        JsonNode first = accepted(finding("one", "bucket-1")).get(0);
        JsonNode again = accepted(finding("one", "bucket-1").replace("\"activity_id\": 1", "\"activity_id\": 3"))
                .get(0);

        assertThat(again.get("disposition").asText()).isEqualTo("closed");
        assertThat(again.get("signalId")).isEqualTo(first.get("signalId"));
        assertThat(again.get("incident")).isEqualTo(first.get("incident"));
        JsonNode shown = shown("/api/v1/signals/" + first.get("signalId").asLong());
        assertThat(shown.get("sightings").asInt()).isEqualTo(2);
        assertThat(shown.get("lastActivity").asText()).isEqualTo("close");
    }

    @Test
    void anIncidentFindingIsKnownByItsFirstFindingToo() throws Exception {
        String finding = Files.readString(EXAMPLES.resolve("09-incident-finding.json"))
                .replace("wt-2026", mark + "-wt-2026")
                .replace("arn:aws", mark);
        JsonNode first = accepted(finding.replace("nl-inc-0412", mark + "-1")).get(0);
        JsonNode again = accepted(finding.replace("nl-inc-0412", mark + "-2")).get(0);

        assertThat(again.get("disposition").asText()).isEqualTo("duplicate");
        assertThat(again.get("signalId")).isEqualTo(first.get("signalId"));
    }

    @Test
    void manyWhoSendTheSameFindingAtOnceOpenOneIncident() throws Exception {
        List<JsonNode> receipts =
                atOnce(16, n -> accepted(finding("one", "bucket-1")).get(0));

        assertThat(count(receipts, "opened")).isEqualTo(1);
        assertThat(count(receipts, "duplicate")).isEqualTo(15);
        assertThat(receipts.stream().map(r -> r.get("signalId")).distinct()).hasSize(1);
        assertThat(receipts.stream()
                        .map(r -> r.get("incident"))
                        .filter(Objects::nonNull)
                        .distinct())
                .hasSize(1);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void manyFindingsAboutTheSameThingAtOnceOpenOneIncident() throws Exception {
        List<JsonNode> receipts =
                atOnce(8, n -> accepted(finding("f" + n, "bucket-1")).get(0));

        assertThat(count(receipts, "opened")).isEqualTo(1);
        assertThat(count(receipts, "attached")).isEqualTo(7);
        assertThat(receipts.stream().map(r -> r.get("incident")).distinct()).hasSize(1);
    }

    @Test
    void aBadFindingDoesNotSpoilItsNeighbours() throws Exception {
        JsonNode receipts = accepted("[" + finding("one", "bucket-1")
                + ", 17, {\"class_uid\": 2004, \"time\": \"soon\"}, "
                + Files.readString(EXAMPLES.resolve("99-authentication.json")) + ", " + finding("one", "bucket-1")
                + ", {\"class_uid\": 2004, \"class_uid\": 2005}, " + finding("two", "bucket-2") + "]");

        assertThat(receipts)
                .extracting(receipt -> receipt.get("disposition").asText())
                .containsExactly("opened", "rejected", "rejected", "rejected", "duplicate", "rejected", "opened");
        assertThat(receipts.get(2).get("problems"))
                .extracting(problem -> problem.get("field").asText())
                .contains("time", "finding_info.uid", "metadata.product.name");
        assertThat(receipts.get(3).get("problems").get(0).get("message").asText())
                .contains("class 3002 is not supported");
        assertThat(receipts.get(5).get("problems").get(0).get("message").asText())
                .isEqualTo("is given twice");
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aFindingOfAClassNotTakenIsRejectedWithTheReason() throws Exception {
        JsonNode receipt = accepted(Files.readString(EXAMPLES.resolve("99-authentication.json")))
                .get(0);

        assertThat(receipt.get("disposition").asText()).isEqualTo("rejected");
        assertThat(receipt.has("incident")).isFalse();
    }

    @Test
    void whatNobodyCanReadIsRefusedWithEveryProblem() throws Exception {
        MockHttpServletResponse response = send(utf8("{\"class_uid\": 2004, \"severity_id\": [], \"message\": 5}"));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        JsonNode problem = json.readTree(response.getContentAsByteArray());
        assertThat(problem.get("problems"))
                .extracting(p -> p.get("field").asText())
                .contains("severity_id", "message", "finding_info.uid", "metadata.product.name");
        assertThat(problem.get("signals").get(0).get("disposition").asText()).isEqualTo("rejected");
    }

    @Test
    void theBodyIsKeptExactlyAsItCame() throws Exception {
        String sent =
                finding("one", "bucket-1").replace("\"count\": 1", "\"count\": 1.50e2 , \"odd\" :  \"\\u0000\\ud800\"");
        long id = accepted("  " + sent + "\n").get(0).get("signalId").asLong();

        assertThat(signals.body(id)).contains(sent.strip());
        JsonNode shown = shown("/api/v1/signals/" + id);
        assertThat(shown.at("/body/odd").asText()).isEqualTo("\u0000\ud800");
        assertThat(shown.get("findingType").asText()).isEqualTo(mark + " type");
    }

    @Test
    void bodiesInOtherFormsAreTurnedAway() throws Exception {
        byte[] finding = utf8(finding("one", "bucket-1"));

        assertThat(sent(request(finding).contentType(MediaType.TEXT_PLAIN)).getStatus())
                .isEqualTo(415);
        assertThat(sent(request(finding).contentType(MediaType.APPLICATION_FORM_URLENCODED))
                        .getStatus())
                .isEqualTo(415);
        assertThat(sent(request(finding).contentType("application/json;charset=ISO-8859-1"))
                        .getStatus())
                .isEqualTo(415);
        assertThat(sent(request(finding).contentType("application/json;charset=nonsense"))
                        .getStatus())
                .isEqualTo(415);
        assertThat(sent(request(finding).header("Content-Encoding", "br")).getStatus())
                .isEqualTo(415);
        assertThat(send(utf8("\"" + "x".repeat(6_000_000) + "\"")).getStatus()).isEqualTo(413);
        assertThat(send(utf8("[" + "{},".repeat(1_000) + "{}]")).getStatus()).isEqualTo(400);
        assertThat(mvc.perform(delete("/api/v1/signals").with(responder()))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(405);
        assertThat(stored()).isZero();
    }

    @Test
    void aBodyThatNeverEndsIsCutOff() {
        byte[] large = new byte[6_000_000];
        Arrays.fill(large, (byte) ' ');
        HttpResponse<String> answer = http.send(http.request("responder", "/api/v1/signals")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("The body may be 5242880 bytes at most");
    }

    @Test
    void thoseWhoOnlyWatchMayNotReport() throws Exception {
        for (String role : List.of("auditor", "executive")) {
            MockHttpServletResponse response = mvc.perform(request(utf8(finding("one", "bucket-1")))
                            .contentType(MediaType.APPLICATION_JSON)
                            .with(user(role).roles(role)))
                    .andReturn()
                    .getResponse();
            assertThat(response.getStatus()).isEqualTo(403);
        }
        assertThat(stored()).isZero();
    }

    @Test
    void malformedBodiesAreAlwaysTheSendersMistakeAndLeaveNothing() throws Exception {
        long before = all();
        List<String> real = new ArrayList<>();
        for (String name : List.of("01-audit-trail-disabled", "09-incident-finding", "10-batch", "11-time-as-text")) {
            real.add(Files.readString(EXAMPLES.resolve(name + ".json")));
        }
        List<byte[]> bodies = MalformedBodies.json(real, 200, 20260302);
        for (String wrong : List.of("17", "true", "\"x\"", "[]", "{}", "[1]", "[[]]", "1e400", "-1")) {
            for (String field : List.of("class_uid", "metadata", "finding_info", "time", "severity_id", "message")) {
                String body = finding("one", "bucket-1").replaceFirst("\"" + field + "\"", "\"was_" + field + "\"");
                body = body.strip().substring(0, body.strip().length() - 1) + ", \"" + field + "\": " + wrong + "}";
                boolean fine = (field.equals("message") && wrong.equals("\"x\""))
                        || (field.equals("time") && wrong.equals("17"));
                if (!fine) {
                    bodies.add(utf8(body));
                }
            }
        }
        for (byte[] body : bodies) {
            MockHttpServletResponse response = send(body);
            String text = new String(body, StandardCharsets.UTF_8);
            assertThat(response.getStatus())
                    .as(() -> text.length() > 3_000 ? text.substring(0, 3_000) : text)
                    .isBetween(400, 499);
            assertThat(response.getContentType()).startsWith("application/problem+json");
        }
        assertThat(bodies).hasSizeGreaterThan(200);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void signalsAreListedByWhatTheyAreAbout() throws Exception {
        JsonNode one = accepted(finding("one", "bucket-1")).get(0);
        accepted(finding("two", "bucket-2"));
        String type = "findingType=" + mark + " type";

        assertThat(shown("/api/v1/signals?" + type).get("total").asInt()).isEqualTo(2);
        JsonNode firstPage = shown("/api/v1/signals?size=1&" + type);
        assertThat(firstPage.get("items")).hasSize(1);
        assertThat(firstPage.get("items").get(0).get("externalId").asText()).isEqualTo(mark + "-two");
        assertThat(shown("/api/v1/signals?technique=T1562&" + type).get("total").asInt())
                .isEqualTo(2);
        assertThat(shown("/api/v1/signals?technique=t1562.008&" + type)
                        .get("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(shown("/api/v1/signals?technique=T1046&" + type).get("total").asInt())
                .isZero();
        assertThat(shown("/api/v1/signals?product=" + product("bucket-1") + "&source=Test/Tool&" + type)
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(shown("/api/v1/signals?incident=" + one.get("incident").asText() + "&" + type)
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(shown("/api/v1/signals?from=2000-01-01T00:00:00Z&to=2001-01-01T00:00:00Z&" + type)
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    void badQuestionsAreAnsweredWithProblems() throws Exception {
        for (String query : List.of(
                "?page=-1",
                "?size=0",
                "?size=201",
                "?size=many",
                "?from=yesterday",
                "?to=+1000000000-01-01T00:00:00Z")) {
            MockHttpServletResponse response = sent(get("/api/v1/signals" + query));
            assertThat(response.getStatus()).as(query).isEqualTo(400);
            assertThat(json.readTree(response.getContentAsByteArray()).get("problems"))
                    .as(query)
                    .isNotEmpty();
        }
        assertThat(sent(get(URI.create("/api/v1/signals?source=a%00b"))).getStatus())
                .isEqualTo(400);
        assertThat(sent(get("/api/v1/signals/0")).getStatus()).isEqualTo(404);
        assertThat(sent(get("/api/v1/signals/one")).getStatus()).isEqualTo(400);
    }

    @Test
    void huntersFindSignalsByAnyTrace() throws Exception {
        accepted(finding("one", "bucket-1"));
        accepted(finding("two", "server-2"));
        SignalSearch type = SignalSearch.none().withFindingType((mark + " TYPE").toUpperCase(Locale.ROOT));

        assertThat(signals.search(type, 10)).hasSize(2);
        assertThat(signals.search(type, 1)).hasSize(1);
        assertThat(signals.search(type.withTechniques(List.of("T1562")), 10)).hasSize(2);
        assertThat(signals.search(type.withTechniques(List.of("T1562.008", "T1046.001")), 10))
                .hasSize(2);
        assertThat(signals.search(type.withTechniques(List.of("T1046")), 10)).isEmpty();
        assertThat(signals.search(type.withResource("SERVER"), 10))
                .extracting(Signal::externalId)
                .containsExactly(mark + "-two");
        assertThat(signals.search(SignalSearch.none().withObservables(List.of("192.0.2." + mark, "other")), 10))
                .hasSize(2);
        assertThat(signals.search(type.withProductIds(List.of(product("bucket-1"), product("server-2"))), 10))
                .hasSize(2);
        Instant seen = Instant.ofEpochMilli(1794795065000L);
        assertThat(signals.search(type.between(seen, seen.plus(Duration.ofSeconds(1))), 10))
                .hasSize(2);
        assertThat(signals.search(type.between(null, seen), 10)).isEmpty();
        assertThat(signals.search(SignalSearch.none(), 10)).isEmpty();
    }

    /** Each resource is of a product of its own, so that the technique they share makes no one matter of them. */
    private String product(String resource) {
        return "PRD-" + mark + "-" + resource;
    }

    private String finding(String uid, String resource) {
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Cloud Account Foundation', 'Cloud Platform', 'amara.diallo@example.com', 0,"
                        + " 'CONFIDENTIAL', 'INTERNAL', now()) on conflict do nothing")
                .param(product(resource))
                .update();
        return """
                {"class_uid": 2004, "activity_id": 1, "count": 1, "severity_id": 4, "time": 1794795065000,
                 "metadata": {"product": {"vendor_name": "Test", "name": "Tool"}, "labels": ["tlp:amber+strict"]},
                 "finding_info": {"uid": "MARK-UID", "title": "Something was found", "types": ["MARK type"],
                   "attacks": [{"technique": {"uid": "T1562"}, "sub_technique": {"uid": "T1562.008"}}]},
                 "resources": [{"uid": "MARK-RESOURCE", "labels": ["product:PRD-MARK-RESOURCE", "product:PRD-9999"]}],
                 "observables": [{"type_id": 2, "value": "192.0.2.MARK"}], "unknown_field": {"x": [1, null]}}
                """
                .replace("MARK", mark)
                .replace("-UID", "-" + uid)
                .replace("-RESOURCE", "-" + resource);
    }

    private JsonNode accepted(String body) throws Exception {
        MockHttpServletResponse response = send(utf8(body));
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(202);
        ArrayNode receipts = json.createArrayNode();
        json.readTree(response.getContentAsByteArray()).forEach(receipt -> receipts.add(engine.placed(receipt)));
        return receipts;
    }

    private MockHttpServletResponse send(byte[] body) throws Exception {
        return sent(request(body).contentType(MediaType.APPLICATION_JSON));
    }

    private static MockHttpServletRequestBuilder request(byte[] body) {
        return post("/api/v1/signals").content(body);
    }

    private MockHttpServletResponse sent(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(responder())).andReturn().getResponse();
    }

    private static RequestPostProcessor responder() {
        return user("responder").roles("responder");
    }

    private JsonNode shown(String uri) throws Exception {
        MockHttpServletResponse response = sent(get(uri));
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        return json.readTree(response.getContentAsByteArray());
    }

    private long stored() {
        return jdbc.sql("select count(*) from response.signal where strpos(external_id, ?) > 0")
                .param(mark)
                .query(Long.class)
                .single();
    }

    private long all() {
        return jdbc.sql("select count(*) from response.signal")
                .query(Long.class)
                .single();
    }

    private static long count(List<JsonNode> receipts, String disposition) {
        Map<String, Long> counts = receipts.stream()
                .collect(Collectors.groupingBy(r -> r.get("disposition").asText(), Collectors.counting()));
        return counts.getOrDefault(disposition, 0L);
    }

    private interface Sender {
        JsonNode send(int number) throws Exception;
    }

    private static List<JsonNode> atOnce(int threads, Sender sender) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        try {
            List<Callable<JsonNode>> calls = IntStream.range(0, threads)
                    .<Callable<JsonNode>>mapToObj(n -> () -> {
                        together.await();
                        return sender.send(n);
                    })
                    .toList();
            List<JsonNode> receipts = new ArrayList<>();
            for (Future<JsonNode> answer : pool.invokeAll(calls)) {
                receipts.add(answer.get());
            }
            return receipts;
        } finally {
            pool.shutdownNow();
        }
    }

    private static byte[] utf8(String text) {
        return MalformedBodies.utf8(text);
    }
}
