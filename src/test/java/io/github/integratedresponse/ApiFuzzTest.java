package io.github.integratedresponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Sends hostile values in every parameter and field that the description of the API names. Whatever is sent, the answer is no error of
 * the platform's, tells nothing of its inside, and has the form of RFC 9457 when it is a refusal. The seed is said when it fails;
 * {@code -Dfuzz.seed} and {@code -Dfuzz.seconds} repeat and prolong it.
 */
@PlatformTest
// late, for what it makes is everybody's
@Order(Integer.MAX_VALUE - 1)
class ApiFuzzTest {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "'",
            "' OR 1=1 --",
            "\"; DROP TABLE response.incident; --",
            "<script>alert(1)</script>",
            "${7*7}",
            "#{execution}",
            "{{7*7}}",
            "../../../../etc/passwd",
            "%00",
            "\u0000",
            "\ud800",
            "\u202e\u0007\u001b[31m",
            "\ud83d\ude80",
            "a\r\nX-Injected: yes",
            "x".repeat(5_000),
            "-1",
            "0",
            "9223372036854775808",
            "1e400",
            "NaN",
            "null",
            "true",
            "[]",
            "9999-99-99T99:99:99Z",
            "+1000000000-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "INC-2026-000001",
            "SEV1");

    private static final List<String> TIMES = List.of(
            "+1000000000-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "0000-12-31T23:59:59Z",
            "0001-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "2026-03-31T14:05:00.123456789Z",
            "2026-12-31T23:59:60Z",
            "9999-12-31T23:59:59.999999999Z",
            "+10000-01-01T00:00:00Z");

    private static final List<String> DAYS = List.of(
            "+999999999-12-31",
            "-999999999-01-01",
            "0000-01-01",
            "0001-01-01",
            "1970-01-01",
            "2026-02-30",
            "2026-03-30",
            "9999-12-31",
            "+10000-01-01");

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Operation(String method, String path, JsonNode description) {}

    @Test
    void noOperationBreaksWhateverItIsSent() throws Exception {
        JsonNode api = json.readTree(http.get("administrator", "/api/openapi").body());
        List<Operation> operations = new ArrayList<>();
        api.get("paths").fields().forEachRemaining(path -> METHODS.stream()
                .filter(path.getValue()::has)
                .forEach(method -> operations.add(
                        new Operation(method, path.getKey(), path.getValue().get(method)))));
        assertThat(operations).hasSizeGreaterThan(20);

        Instant end = Instant.now().plus(Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 25)));
        List<String> broken = new ArrayList<>();
        int sent = 0;
        do {
            Collections.shuffle(operations, random);
            for (Operation operation : operations) {
                sent++;
                attempt(api, operation, broken::add);
            }
        } while (Instant.now().isBefore(end) && broken.size() < 20);

        assertThat(broken).as("of %d requests, seed %d", sent, seed).isEmpty();
        assertThat(sent).isGreaterThan(operations.size());
    }

    private void attempt(JsonNode api, Operation operation, Consumer<String> broken) throws Exception {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.get("name").asText();
            if (parameter.get("in").asText().equals("path")) {
                String value = text();
                path = path.replace("{" + name + "}", value.isEmpty() ? "x" : encoded(value));
            } else if (parameter.get("in").asText().equals("query") && random.nextInt(3) > 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(value(parameter.path("schema"))));
            }
        }
        String type = "application/json";
        String body = "";
        JsonNode content = operation.description().path("requestBody").path("content");
        if (!content.isMissingNode() && content.fieldNames().hasNext()) {
            type = content.fieldNames().next();
            body = body(api, content.get(type), type);
        }
        String account = List.of(
                        "responder", "security-operations-manager", "governance-analyst", "administrator", "executive")
                .get(random.nextInt(5));
        var request = http.request(account, path + query).header("Content-Type", type);
        HttpResponse<String> answer = http.send(request.method(
                operation.method().toUpperCase(java.util.Locale.ROOT),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        String problem = problem(answer);
        if (!problem.isEmpty()) {
            broken.accept("%s %s%s as %s with %s: %s %d %s"
                    .formatted(
                            operation.method(),
                            path,
                            query,
                            account,
                            body.substring(0, Math.min(body.length(), 600)),
                            problem,
                            answer.statusCode(),
                            answer.body().substring(0, Math.min(answer.body().length(), 600))));
        }
    }

    /** Mostly what the schema takes, for where one parameter is refused nobody looks at the others. */
    private String value(JsonNode schema) {
        if (random.nextInt(3) == 0) {
            return text();
        }
        if (schema.has("enum")) {
            return schema.get("enum")
                    .get(random.nextInt(schema.get("enum").size()))
                    .asText();
        }
        return switch (schema.path("format").asText(schema.path("type").asText())) {
            case "date-time" -> TIMES.get(random.nextInt(TIMES.size()));
            case "date" -> DAYS.get(random.nextInt(DAYS.size()));
            case "int32", "int64", "integer", "number" -> number().asText();
            case "boolean" -> Boolean.toString(random.nextBoolean());
            default -> text();
        };
    }

    private String problem(HttpResponse<String> answer) throws Exception {
        if (answer.statusCode() >= 500) {
            return "an error of ours";
        }
        if (answer.headers().firstValue("X-Injected").isPresent()) {
            return "a header was injected";
        }
        if (answer.statusCode() < 400) {
            return "";
        }
        String body = answer.body();
        if (body.contains("\tat ")
                || body.contains("Exception")
                || body.contains("org.springframework")
                || body.contains("PSQL")) {
            return "tells of the inside";
        }
        if (answer.statusCode() == 400 && body.contains("<h1>HTTP Status 400")) {
            // an address with an encoded slash or zero byte is no request to the container
            return "";
        }
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return "is no problem of RFC 9457";
        }
        JsonNode problem = json.readTree(body);
        return problem.path("status").asInt() == answer.statusCode() && problem.has("title")
                ? ""
                : "is no whole problem";
    }

    private String body(JsonNode api, JsonNode media, String type) throws Exception {
        if (!type.contains("json")) {
            return text() + "," + text() + "\n" + text();
        }
        return switch (random.nextInt(12)) {
            case 0 -> "{";
            case 1 -> "[" + "[".repeat(2_000);
            case 2 -> json.writeValueAsString(text());
            case 3 -> "";
            default -> json.writeValueAsString(value(api, media.path("schema"), 0));
        };
    }

    /** Mostly what the schema asks for, so that the values get past the first look, with hostile ones in their places. */
    private JsonNode value(JsonNode api, JsonNode described, int depth) {
        JsonNode schema =
                described.has("$ref") ? api.at(described.get("$ref").asText().substring(1)) : described;
        if (depth > 6 || random.nextInt(25) == 0) {
            return anything();
        }
        if (schema.has("enum") && random.nextInt(4) > 0) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        switch (schema.path("type").asText("object")) {
            case "object" -> {
                ObjectNode object = nodes.objectNode();
                schema.path("properties").fields().forEachRemaining(property -> {
                    if (random.nextInt(8) > 0) {
                        object.set(property.getKey(), value(api, property.getValue(), depth + 1));
                    }
                });
                if (random.nextInt(10) == 0) {
                    object.set("__proto__", anything());
                }
                return object;
            }
            case "array" -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(api, schema.path("items"), depth + 1));
                }
                return array;
            }
            case "integer", "number" -> {
                return number();
            }
            case "boolean" -> {
                return nodes.booleanNode(random.nextBoolean());
            }
            default -> {
                boolean time = schema.path("format").asText().equals("date-time");
                return nodes.textNode(time && random.nextBoolean() ? "2026-03-31T14:05:00Z" : text());
            }
        }
    }

    private JsonNode number() {
        long[] numbers = {
            0, 1, -1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1_795_000_000_000L
        };
        return random.nextInt(8) == 0
                ? nodes.numberNode(new java.math.BigDecimal("1e308"))
                : nodes.numberNode(numbers[random.nextInt(numbers.length)]);
    }

    private JsonNode anything() {
        return switch (random.nextInt(7)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.arrayNode();
            case 2 -> nodes.objectNode();
            case 3 -> nodes.booleanNode(true);
            case 4 -> number();
            case 5 -> nodes.arrayNode().addNull();
            default -> nodes.textNode(text());
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
