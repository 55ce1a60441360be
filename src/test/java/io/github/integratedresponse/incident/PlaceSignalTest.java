package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.signal.SignalTriage.Disposition;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class PlaceSignalTest {

    private static final int THREADS = 16;

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    Closing closing;

    @Autowired
    RuntimeService runtime;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void aNewSignalOpensAnIncidentWithWhatItSays() throws Exception {
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values ('PLACED', 'Placed', 'Test', 'owner@example.com', 1, 'INTERNAL', 'INTERNAL', now())"
                        + " on conflict do nothing")
                .update();
        JsonNode receipt = post(finding("one", "box", 5, "tlp:green", "product:PLACED"));

        assertThat(receipt.get("disposition").asText()).isEqualTo("opened");
        Incident incident = incident(receipt);
        assertThat(incident.severity()).isEqualTo(Severity.SEV1);
        assertThat(incident.tlp()).isEqualTo(Tlp.GREEN);
        assertThat(incident.stage()).isEqualTo(Stage.FIRST_RESPONSE);
        assertThat(incident.title()).isEqualTo("Found " + mark);
        assertThat(incidents.affectedProducts(incident.id())).extracting("id").containsExactly("PLACED");
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("incident-lifecycle")
                        .processInstanceBusinessKey(incident.number())
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,SEV3", "1,SEV4", "2,SEV4", "3,SEV3", "4,SEV2", "5,SEV1", "6,SEV0", "99,SEV3"})
    void theSourcesSeverityIsTheFirstAssumption(int severityId, Severity severity) throws Exception {
        Incident incident = incident(post(finding("one", "box", severityId)));

        assertThat(incident.severity()).isEqualTo(severity);
        assertThat(incident.tlp()).isEqualTo(Tlp.AMBER);
    }

    @Test
    void aSignalAboutTheSameThingJoinsTheOpenIncident() throws Exception {
        JsonNode first = post(finding("one", "box", 3));
        JsonNode second = post(finding("two", "box", 3));

        assertThat(second.get("disposition").asText()).isEqualTo("attached");
        assertThat(second.get("incident")).isEqualTo(first.get("incident"));
        assertThat(timeline.of(incident(first).id()))
                .filteredOn(line -> line.kind().equals("signal"))
                .hasSize(1);
    }

    @Test
    void aSignalAboutTheSameThingAfterClosingOpensAnother() throws Exception {
        JsonNode first = post(finding("one", "box", 3));
        closing.close(incident(first).id());
        JsonNode second = post(finding("two", "box", 3));

        assertThat(second.get("disposition").asText()).isEqualTo("opened");
        assertThat(second.get("incident")).isNotEqualTo(first.get("incident"));
    }

    @Test
    void manySignalsAboutTheSameThingAtOnceMakeOneIncident() throws Exception {
        List<JsonNode> receipts = atOnce(n -> finding("f" + n, "box", 3));

        assertThat(receipts.stream().map(r -> r.get("incident")).distinct()).hasSize(1);
        assertThat(receipts)
                .filteredOn(r -> r.get("disposition")
                        .asText()
                        .equals(Disposition.OPENED.name().toLowerCase()))
                .hasSize(1);
        long id = incident(receipts.get(0)).id();
        assertThat(jdbc.sql("select count(*) from response.incident_signal where incident_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(THREADS);
    }

    @Test
    void numbersHaveNoGapsHoweverManyOpenAtOnce() throws Exception {
        List<JsonNode> receipts = atOnce(n -> finding("f" + n, "box-" + n, 3));

        List<Integer> numbers = receipts.stream()
                .map(r -> Integer.valueOf(r.get("incident").asText().substring(9)))
                .sorted()
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.range(numbers.get(0), numbers.get(0) + THREADS)
                        .boxed()
                        .toList());
    }

    private interface Body {
        String of(int n);
    }

    private List<JsonNode> atOnce(Body body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        try {
            List<Callable<JsonNode>> calls = IntStream.range(0, THREADS)
                    .<Callable<JsonNode>>mapToObj(n -> () -> {
                        together.await();
                        return post(body.of(n));
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

    private Incident incident(JsonNode receipt) {
        return incidents.byNumber(receipt.get("incident").asText()).orElseThrow();
    }

    private String finding(String uid, String resource, int severityId, String... labels) {
        return """
                {"class_uid": 2004, "time": 1794795065000, "severity_id": %d,
                 "metadata": {"product": {"vendor_name": "Test", "name": "Placing"}, "labels": [%s]},
                 "finding_info": {"uid": "%s-%s", "title": "Found %s", "types": ["%s type"]},
                 "resources": [{"uid": "%s-%s", "labels": [%s]}]}"""
                .formatted(
                        severityId,
                        labels.length > 0 ? "\"" + labels[0] + "\"" : "",
                        mark,
                        uid,
                        mark,
                        mark,
                        mark,
                        resource,
                        labels.length > 1 ? "\"" + labels[1] + "\"" : "");
    }

    private JsonNode post(String body) throws Exception {
        HttpResponse<String> answer = http.post("responder", "/api/v1/signals", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return engine.placed(json.readTree(answer.body()).get(0));
    }
}
