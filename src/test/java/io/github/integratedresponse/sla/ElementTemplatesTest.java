package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What Camunda Modeler offers to process owners is what the platform reads. */
class ElementTemplatesTest {

    private static final Path TEMPLATES = Path.of(".camunda/element-templates/integrated-response.json");

    @Test
    void everyClockOfThePolicyCanBeChosenAndNoOther() throws IOException {
        Set<String> clocks = new TreeSet<>(Policies.clocks(Files.readString(Path.of("dmn/sla-policy.dmn"))));

        List<JsonNode> choices = properties()
                .filter(property -> property.has("choices"))
                .filter(property -> Set.of("sla", "clock")
                        .contains(property.at("/binding/name").asText()))
                .toList();
        assertThat(choices).hasSize(3);
        assertThat(choices).allSatisfy(choice -> assertThat(
                        all(choice.get("choices")).map(one -> one.get("value").asText()))
                .containsExactlyElementsOf(clocks));
    }

    @Test
    void everyPropertyIsOneThatThePlatformReads() throws IOException {
        assertThat(properties()
                        .map(property -> property.get("binding"))
                        .filter(binding -> binding.get("type").asText().equals("camunda:property"))
                        .map(binding -> binding.get("name").asText()))
                .containsOnly("sla", "sla.since", "sla.of", "sla.pause", "sla.pause.clocks", "sla.pause.approver");
    }

    @Test
    void everyTemplateHasANameAndAnIdOfItsOwn() throws IOException {
        List<JsonNode> templates = all(read()).toList();

        assertThat(templates.stream().map(one -> one.get("id").asText())).doesNotHaveDuplicates();
        assertThat(templates.stream().map(one -> one.get("name").asText())).doesNotHaveDuplicates();
        assertThat(templates).allSatisfy(one -> assertThat(one.get("appliesTo")).isNotEmpty());
    }

    private static Stream<JsonNode> properties() throws IOException {
        return all(read()).flatMap(template -> all(template.get("properties")));
    }

    private static JsonNode read() throws IOException {
        return new ObjectMapper().readTree(TEMPLATES.toFile());
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
