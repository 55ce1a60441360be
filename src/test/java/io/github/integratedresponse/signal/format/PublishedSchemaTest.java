package io.github.integratedresponse.signal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are what the standards say they are, so that what the readers take from them is what real documents hold. */
class PublishedSchemaTest {

    private static final String CSAF = "csaf-2.0/csaf_json_schema.json";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"csaf/advisory", "csaf/vex-not-affected"})
    void advisoriesFollowCsaf(String example) throws IOException {
        assertThat(PublishedSchema.of(CSAF).problems(example(example))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "veris-1.4/verisc-merged.json, veris/incident",
        "veris-1.4/verisc-merged.json, veris/near-miss",
        "stix-2.1/sros/sighting.json, stix/sighting-withdrawn"
    })
    void examplesFollowTheStandards(String schema, String example) throws IOException {
        assertThat(PublishedSchema.elsewhere(schema).problems(example(example))).isEmpty();
    }

    /** The published schema of bundles forgot incidents, and takes no object that is of none of its types. */
    @Test
    void aBundleFollowsItsSchemaButForIncidents() throws IOException {
        JsonNode bundle = example("stix/bundle");
        ((ArrayNode) bundle.get("objects"))
                .removeIf(object -> object.get("type").asText().equals("incident"));

        assertThat(PublishedSchema.elsewhere("stix-2.1/common/bundle.json").problems(bundle))
                .isEmpty();
    }

    @Test
    void everyObjectOfABundleFollowsTheSchemaOfItsType() throws IOException {
        for (JsonNode object : example("stix/bundle").get("objects")) {
            String type = object.get("type").asText();
            String folder =
                    switch (type) {
                        case "sighting", "relationship" -> "sros";
                        case "marking-definition" -> "common";
                        case "file", "ipv4-addr", "network-traffic", "user-account" -> "observables";
                        default -> "sdos";
                    };
            assertThat(PublishedSchema.elsewhere("stix-2.1/" + folder + "/" + type + ".json")
                            .problems(object))
                    .as(object.get("id").asText())
                    .isEmpty();
        }
    }

    @Test
    void whatIsNoAdvisoryIsRefused() {
        assertThat(PublishedSchema.of(CSAF).problems(other())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"veris-1.4/verisc-merged.json", "stix-2.1/common/bundle.json"})
    void schemasRefuseWhatIsNoneOfTheirs(String schema) {
        assertThat(PublishedSchema.elsewhere(schema).problems(other())).isNotEmpty();
    }

    private ObjectNode other() {
        return json.createObjectNode().put("class_uid", 2004);
    }

    private JsonNode example(String name) throws IOException {
        return json.readTree(Path.of("examples", "signals", name + ".json").toFile());
    }
}
