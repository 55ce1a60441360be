package io.github.integratedresponse.signal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.integratedresponse.testing.PlatformTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Broken examples of every format through the door: whatever is sent, the answer is no failure of the platform. */
@PlatformTest
class SignalFuzzTest {

    private static final long SAME_EVERY_TIME = 170;
    private static final int REQUESTS = 100;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");

    /** As what an item is sent; the last is nothing that is taken. */
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/stix+json;version=2.1",
            "application/x-ndjson",
            "application/xml");

    /** Makes what is sent its own, so that nothing of it meets what other tests send. */
    private final String mark = UUID.randomUUID().toString();

    @Autowired
    private MockMvc mvc;

    @Test
    void theSameBrokenItemsEveryTime() throws Exception {
        allAreAnswered(SAME_EVERY_TIME);
    }

    @Test
    void otherBrokenItemsEachTime() throws Exception {
        allAreAnswered(System.nanoTime());
    }

    private void allAreAnswered(long seed) throws Exception {
        Random random = new Random(seed);
        List<JsonNode> examples =
                ExampleSignals.items().stream().map(this::marked).toList();
        List<JsonNode> junk = Breaking.everyJunk();
        for (int n = 0; n < REQUESTS; n++) {
            List<String> items = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(
                            i -> Breaking.text(examples.get(random.nextInt(examples.size())), breakings(random, junk)))
                    .toList();
            String body =
                    items.size() == 1 && random.nextBoolean() ? items.get(0) : "[" + String.join(",", items) + "]";
            MockHttpServletResponse response = send(random, body);

            String shown = Texts.cut(body, 4_000);
            int request = n;
            assertThat(response.getStatus())
                    .as(() -> "request " + request + " of seed " + seed + ": " + shown)
                    .isBetween(200, 499);
            assertThat(response.getContentType()).as(() -> shown).contains("json");
        }
    }

    private MockHttpServletResponse send(Random random, String body) throws Exception {
        MockHttpServletRequestBuilder request = post("/api/v1/signals")
                .content(body.getBytes(StandardCharsets.UTF_8))
                .contentType(TYPES.get(random.nextInt(TYPES.size())))
                .with(user("responder").roles("responder"));
        if (random.nextInt(4) == 0) {
            request.header("ce-specversion", random.nextInt(4) == 0 ? "0.3" : "1.0")
                    .header("ce-id", mark + "%00%zz" + random.nextInt())
                    .header("ce-source", "urn:" + mark)
                    .header("ce-type", "t");
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    private static List<Breaking> breakings(Random random, List<JsonNode> junk) {
        Breaking.How[] hows = Breaking.How.values();
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> new Breaking(
                        hows[random.nextInt(hows.length)],
                        random.nextInt(3_000),
                        junk.get(random.nextInt(junk.size()))))
                .toList();
    }

    /** Ids and names get a mark; what points to another thing in the item still does. */
    private JsonNode marked(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), marked(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(entry -> array.add(marked(entry)));
            return array;
        }
        return node.isTextual() ? TextNode.valueOf(marked(node.textValue())) : node;
    }

    private String marked(String text) {
        String own = ID.matcher(text)
                .replaceAll(id -> UUID.nameUUIDFromBytes((mark + id.group()).getBytes(StandardCharsets.UTF_8))
                        .toString());
        boolean named = own.equals(text)
                && text.length() >= 6
                && !TIME.matcher(text).matches()
                && text.chars().anyMatch(c -> " /:.-#_".indexOf(c) >= 0)
                && !text.startsWith("application/")
                && !text.contains("microsoft.graph");
        return named ? text + " " + mark : own;
    }
}
