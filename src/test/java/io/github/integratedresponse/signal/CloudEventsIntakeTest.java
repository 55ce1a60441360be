package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.PlatformTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The three modes of CloudEvents through the door. */
@PlatformTest
class CloudEventsIntakeTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectMapper json;

    /** Makes what a test sends its own, so that tests can share the database. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    void aStructuredEventIsTaken() throws Exception {
        String event = event("one", "\"tlp\": \"red\", \"data\": " + finding("bucket-1"));
        JsonNode receipts = accepted(sent("application/cloudevents+json", event));

        assertThat(receipts).hasSize(1);
        JsonNode signal = signal(receipts.get(0));
        assertThat(signal.get("source").asText()).isEqualTo("urn:" + mark);
        assertThat(signal.get("externalId").asText()).isEqualTo("one");
        assertThat(signal.get("tlp").asText()).isEqualTo("RED");
        assertThat(signal.get("body")).as("as it came").isEqualTo(json.readTree(event));
        assertThat(disposition(accepted(sent("application/cloudevents+json", event)), 0))
                .isEqualTo("duplicate");
    }

    @Test
    void aBatchIsTakenEventByEvent() throws Exception {
        JsonNode receipts = accepted(sent(
                "application/cloudevents-batch+json",
                "[" + event("one", "\"data\": " + finding("bucket-1")) + ", "
                        + event("two", "\"datacontenttype\": \"text/xml\", \"data\": \"<finding/>\"") + ", "
                        + event("three", "\"data\": " + finding("bucket-2")) + "]"));

        assertThat(receipts).hasSize(3);
        assertThat(disposition(receipts, 0)).isEqualTo("accepted");
        assertThat(disposition(receipts, 1)).isEqualTo("rejected");
        assertThat(receipts.get(1).at("/problems/0/field").asText()).isEqualTo("datacontenttype");
        assertThat(disposition(receipts, 2)).isEqualTo("accepted");
    }

    @Test
    void anEventInHeadersIsTaken() throws Exception {
        String body = finding("bucket-1");
        JsonNode signal =
                signal(accepted(sent(binary("one").content(utf8(body)))).get(0));

        assertThat(signal.get("source").asText()).isEqualTo("urn:" + mark);
        assertThat(signal.get("externalId").asText()).isEqualTo("one");
        assertThat(signal.get("tlp").asText()).isEqualTo("GREEN");
        assertThat(signal.get("body")).as("as it came").isEqualTo(json.readTree(body));
    }

    @Test
    void findingsThatShareAnEventAreToldApartAndKnownAgain() throws Exception {
        byte[] body = utf8("[" + finding("bucket-1") + ", " + finding("bucket-2") + "]");
        JsonNode first = accepted(sent(binary("one").content(body)));
        JsonNode again = accepted(sent(binary("one").content(body)));

        assertThat(disposition(first, 0)).isEqualTo("accepted");
        assertThat(disposition(first, 1)).isEqualTo("accepted");
        assertThat(disposition(again, 0)).isEqualTo("duplicate");
        assertThat(disposition(again, 1)).isEqualTo("duplicate");
    }

    @Test
    void anEventThatCannotBeReadIsRefusedInWords() throws Exception {
        MockHttpServletResponse old = sent("application/cloudevents+json", "{\"specversion\": \"0.3\", \"data\": {}}");
        assertThat(old.getStatus()).isEqualTo(400);
        assertThat(json.readTree(old.getContentAsByteArray()).get("problems"))
                .extracting(problem -> problem.get("field").asText())
                .contains("specversion", "id", "source", "type");

        MockHttpServletResponse headers = sent(post("/api/v1/signals")
                .contentType("application/json")
                .header("ce-specversion", "0.3")
                .content(utf8(finding("bucket-1"))));
        assertThat(headers.getStatus()).isEqualTo(400);
        assertThat(headers.getContentAsString()).contains("no other version of CloudEvents is taken");
    }

    @Test
    void aLineOfAStreamMayBeAnEvent() throws Exception {
        MockHttpServletResponse response = sent(
                "application/x-ndjson",
                event("one", "\"data\": " + finding("bucket-1")) + "\n" + event("two", "\"data\": 7") + "\n");

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(response.getContentAsString()).contains("\"accepted\"", "\"rejected\"", "must be a finding");
    }

    private MockHttpServletRequestBuilder binary(String id) {
        return post("/api/v1/signals")
                .contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "urn:" + mark)
                .header("ce-type", "com.example.finding")
                .header("ce-time", "2026-11-23T10:00:00Z")
                .header("ce-tlp", "green");
    }

    private String finding(String resource) {
        return "{\"class_uid\": 2004, \"severity_id\": 1, \"finding_info\": {\"title\": \"" + mark
                + " was found\"}, \"resources\": [{\"uid\": \"" + mark + resource + "\"}]}";
    }

    private String event(String id, String fields) {
        return "{\"specversion\": \"1.0\", \"id\": \"" + id + "\", \"source\": \"urn:" + mark
                + "\", \"type\": \"com.example.finding\", \"time\": \"2026-11-23T10:00:00Z\", " + fields + "}";
    }

    private JsonNode accepted(MockHttpServletResponse response) throws Exception {
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(202);
        return json.readTree(response.getContentAsByteArray());
    }

    private static String disposition(JsonNode receipts, int n) {
        return receipts.get(n).get("disposition").asText();
    }

    private JsonNode signal(JsonNode receipt) throws Exception {
        return json.readTree(
                sent(get("/api/v1/signals/" + receipt.get("signalId").asLong())).getContentAsByteArray());
    }

    private MockHttpServletResponse sent(String type, String body) throws Exception {
        return sent(post("/api/v1/signals").contentType(type).content(utf8(body)));
    }

    private MockHttpServletResponse sent(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user("responder").roles("responder")))
                .andReturn()
                .getResponse();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
