package io.github.integratedresponse.signal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CloudEventsTest {

    private static final Path EXAMPLES = ExampleSignals.FOLDER.resolve("cloudevents");
    private static final String FINDING =
            "{\"class_uid\": 2004, \"finding_info\": {\"title\": \"Something\"}, \"resources\": {\"uid\": \"r\"}}";

    private final Readers readers = new Readers(ExampleSignals.readers());

    @Test
    void aFindingIsTakenOutOfAStructuredEvent() throws Exception {
        String text = Files.readString(EXAMPLES.resolve("structured.json"));
        Arrival arrival = arrival(read(text));

        assertThat(arrival.format()).isEqualTo("ocsf");
        assertThat(arrival.body()).as("as it came").isEqualTo(text.strip());
        assertThat(arrival.finding().source()).isEqualTo("Example Security/Cloud Watchtower");
        assertThat(arrival.finding().externalId()).isEqualTo("wt-2026-005012");
        assertThat(arrival.finding().tlp()).isEqualTo("AMBER");
    }

    @Test
    void theEventSaysWhatTheFindingLeavesOut() throws Exception {
        List<JsonBody.Item> batch = JsonBody.read(Files.readString(EXAMPLES.resolve("batch.json")), 10)
                .items();
        Finding first = arrival(readers.read(batch.get(0))).finding();
        Finding coded = arrival(readers.read(batch.get(1))).finding();

        assertThat(first.source()).isEqualTo("/sensors/door-controllers");
        assertThat(first.externalId()).isEqualTo("evt-7001");
        assertThat(first.reportedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(coded.externalId()).isEqualTo("evt-7002");
        assertThat(coded.resources()).containsExactly("door-9.example.net");
    }

    @Test
    void dataMayBeATextOrAList() {
        String quoted = FINDING.replace("\"", "\\\"");
        assertThat(arrival(read(event("\"data\": \"" + quoted + "\"")))
                        .finding()
                        .externalId())
                .isEqualTo("e-1");

        List<Readers.Read> several = read(event("\"data\": [" + FINDING + ", 7, " + FINDING + "]"));
        assertThat(several).hasSize(3);
        assertThat(Objects.requireNonNull(several.get(0).arrival()).finding().externalId())
                .isEqualTo("e-1#0");
        assertThat(problems(several.get(1))).extracting(Problem::field).containsExactly("data[1].item");
        assertThat(Objects.requireNonNull(several.get(2).arrival()).finding().externalId())
                .as("the same when it is sent again")
                .isEqualTo("e-1#2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"x\": 1|data",
                "\"data\": null|data",
                "\"data\": 7|data",
                "\"data\": []|data",
                "\"data\": \"<xml/>\"|data",
                "\"data\": {}, \"data_base64\": \"e30=\"|data_base64",
                "\"data_base64\": \"%%\"|data_base64",
                "\"data_base64\": \"/////w==\"|data_base64",
                "\"data\": {}, \"datacontenttype\": \"text/xml\"|datacontenttype",
                "\"data\": {}, \"datacontenttype\": \"nonsense\"|datacontenttype",
                "\"data\": {}, \"time\": \"soon\"|time",
                "\"data\": {\"hello\": 1}|data.item",
                "\"data\": {\"class_uid\": 2004, \"time\": \"soon\", \"message\": \"m\"}|data.time",
            })
    void whatIsWrongIsNamed(String fields, String expected) {
        assertThat(problems(read(event(fields)).get(0)))
                .extracting(Problem::field)
                .containsExactly(expected);
    }

    @Test
    void otherVersionsAreRefusedInWords() {
        List<Problem> problems = problems(
                read("{\"specversion\": \"0.3\", \"data\": " + FINDING + "}").get(0));

        assertThat(problems)
                .extracting(Problem::field)
                .as("everything at once")
                .containsExactlyInAnyOrder("specversion", "id", "source", "type");
        assertThat(problems)
                .contains(new Problem("specversion", "must be 1.0, no other version of CloudEvents is taken"));
        assertThat(problems(read("{\"id\": \"1\", \"source\": \"s\", \"type\": \"t\", \"data\": {}}")
                        .get(0)))
                .extracting(Problem::field)
                .containsExactly("specversion");
    }

    @Test
    void whatTheSdkWritesIsRead() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("e-9")
                .withSource(URI.create("urn:sensor:9"))
                .withType("com.example.finding")
                .withTime(OffsetDateTime.parse("2026-11-23T10:00:00Z"))
                .withExtension("tlp", "red")
                .withData("application/json", FINDING.getBytes(StandardCharsets.UTF_8))
                .build();
        String structured = new String(new JsonFormat().serialize(event), StandardCharsets.UTF_8);

        Finding finding = arrival(read(structured)).finding();
        assertThat(finding.source()).isEqualTo("urn:sensor:9");
        assertThat(finding.externalId()).isEqualTo("e-9");
        assertThat(finding.tlp()).isEqualTo("RED");
        assertThat(arrival(binary(event)).finding()).isEqualTo(finding);
    }

    @Test
    void headersAreDecodedAndABodyWithoutThemIsLeftAlone() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        JsonBody.Item item = JsonBody.read(FINDING, 1).items().get(0);
        assertThat(EventHeaders.of(request).apply(item)).isSameAs(item);

        request.addHeader("CE-SpecVersion", "1.0");
        request.addHeader("ce-id", "a%20b%C3%BC");
        request.addHeader("ce-source", "50% of all");
        request.addHeader("ce-type", "t");
        EventHeaders headers = EventHeaders.of(request);
        Arrival arrival = arrival(readers.read(headers.apply(item)));
        assertThat(arrival(readers.read(headers.apply(item))).finding().externalId())
                .as("of the next item of the body")
                .isEqualTo("a b\u00FC#1");
        assertThat(arrival.finding().externalId()).isEqualTo("a b\u00FC");
        assertThat(arrival.finding().source()).isEqualTo("50% of all");
        assertThat(arrival.body()).isEqualTo(FINDING);
    }

    @Test
    void headersOfAnotherVersionOrWithoutOneAreRefused() {
        JsonBody.Item item = JsonBody.read(FINDING, 1).items().get(0);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("ce-id", "1");
        assertThat(problems(readers.read(EventHeaders.of(request).apply(item)).get(0)))
                .extracting(Problem::field)
                .contains("specversion", "source", "type");

        for (String version : List.of("0.3", "7", "")) {
            MockHttpServletRequest other = new MockHttpServletRequest();
            other.addHeader("ce-specversion", version);
            assertThat(problems(readers.read(EventHeaders.of(other).apply(item)).get(0)))
                    .extracting(Problem::field)
                    .contains("specversion");
        }
    }

    @Test
    void theExamplesFollowThePublishedSchema() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of("src", "test", "resources", "schemas", "cloudevents-1.0.json")));
        for (String example : List.of("structured.json", "batch.json")) {
            for (var item : ExampleSignals.items(EXAMPLES.resolve(example))) {
                assertThat(schema.validate(item.toString(), InputFormat.JSON)).isEmpty();
            }
        }
        assertThat(schema.validate("{\"specversion\": \"1.0\"}", InputFormat.JSON))
                .as("the schema is not asked in vain")
                .isNotEmpty();
    }

    private List<Readers.Read> binary(CloudEvent event) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        HttpMessageFactory.createWriter(request::addHeader, request::setContent).writeBinary(event);
        String body = new String(Objects.requireNonNull(request.getContentAsByteArray()), StandardCharsets.UTF_8);
        return readers.read(
                EventHeaders.of(request).apply(JsonBody.read(body, 1).items().get(0)));
    }

    private static String event(String fields) {
        return "{\"specversion\": \"1.0\", \"id\": \"e-1\", \"source\": \"s\", \"type\": \"t\", " + fields + "}";
    }

    private List<Readers.Read> read(String text) {
        return readers.read(JsonBody.read(text, 1).items().get(0));
    }

    private static Arrival arrival(List<Readers.Read> reads) {
        assertThat(reads).hasSize(1);
        assertThat(reads.get(0).refusal()).isNull();
        return Objects.requireNonNull(reads.get(0).arrival());
    }

    private static List<Problem> problems(Readers.Read read) {
        return Objects.requireNonNull(Objects.requireNonNull(read.refusal()).problems());
    }
}
