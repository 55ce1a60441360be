package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.SpecVersion;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Takes findings out of events of CloudEvents 1.0. The SDK's own reader stops at the first thing that is wrong, so only its knowledge of
 * the attributes is used.
 */
final class CloudEvents {

    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";
    private static final String VERSION = SpecVersion.V1.toString();

    private CloudEvents() {}

    /** @param findings what the event holds, each with what problems call it, such as {@code data.} */
    record Event(Envelope envelope, List<Content> findings) {}

    record Content(JsonNode value, String prefix) {}

    /** Whether an item is an event, also when it doesn't say of which version. */
    static boolean isEvent(JsonNode item) {
        return item.has("specversion")
                || ((item.has(DATA) || item.has(DATA_BASE64))
                        && Stream.of("id", "source", "type")
                                .allMatch(name -> item.path(name).isTextual()));
    }

    /** @return {@code null} when {@code problems} says what is wrong */
    static @Nullable Event unwrap(JsonNode item, Problems problems) {
        Fields event = new Fields(item, "", problems);
        SpecVersion.V1.getMandatoryAttributes().stream()
                .sorted()
                .forEach(name ->
                        problems.addIf(!event.has(name), name, "is missing; every event of CloudEvents 1.0 has it"));
        String version = event.raw("specversion").asText().strip();
        problems.addIf(
                event.has("specversion") && !version.equals(VERSION),
                "specversion",
                "must be " + VERSION + ", no other version of CloudEvents is taken");
        event.text("type");
        requireJson(event);
        Instant time = Times.read(event, "time");
        Envelope envelope = new Envelope(event.text("source"), event.id("id"), time, event.id("tlp"));
        List<Content> findings = findings(event);
        return problems.isEmpty() ? new Event(envelope, findings) : null;
    }

    private static void requireJson(Fields event) {
        String type = event.text("datacontenttype");
        if (type != null) {
            event.problems()
                    .addIf(
                            !isJson(type),
                            "datacontenttype",
                            "must be JSON, such as application/json; findings are taken as JSON only");
        }
    }

    private static boolean isJson(String type) {
        try {
            String subtype = MediaType.parseMediaType(type).getSubtype().toLowerCase(Locale.ROOT);
            return subtype.equals("json") || subtype.endsWith("+json");
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static List<Content> findings(Fields event) {
        JsonNode data = event.raw(DATA);
        boolean coded = event.has(DATA_BASE64);
        if (coded && !data.isMissingNode()) {
            event.problems().add(DATA_BASE64, "can't be given together with data");
            return List.of();
        }
        if (coded) {
            String text = decoded(event);
            return text == null ? List.of() : parsed(text, DATA_BASE64, event.problems());
        }
        if (data.isTextual()) {
            return parsed(data.textValue(), DATA, event.problems());
        }
        if (data.isObject()) {
            return List.of(new Content(data, "data."));
        }
        if (!data.isArray()) {
            event.problems()
                    .add(
                            DATA,
                            data.isMissingNode()
                                    ? "is missing; the finding is read from it"
                                    : "must be a finding: an object, a list of objects, or a text with one of them as JSON");
            return List.of();
        }
        event.problems().addIf(data.isEmpty(), DATA, "holds no finding");
        event.problems()
                .addIf(data.size() > Readers.MOST_PARTS, DATA, "may hold " + Readers.MOST_PARTS + " findings at most");
        List<Content> findings = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            findings.add(new Content(data.get(i), "data[" + i + "]."));
        }
        return findings;
    }

    private static @Nullable String decoded(Fields event) {
        String text = event.text(DATA_BASE64);
        if (text == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getMimeDecoder().decode(text)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            event.problems().add(DATA_BASE64, "must be JSON in UTF-8, coded as Base64");
            return null;
        }
    }

    private static List<Content> parsed(String text, String field, Problems problems) {
        try {
            JsonBody body = JsonBody.read(text, Readers.MOST_PARTS);
            problems.addIf(body.items().isEmpty(), field, "holds no finding");
            List<Content> findings = new ArrayList<>();
            for (JsonBody.Item item : body.items()) {
                String prefix = body.list() ? field + "[" + findings.size() + "]." : field + ".";
                item.problems().forEach(problem -> problems.add(prefix + problem.field(), problem.message()));
                findings.add(new Content(item.value(), prefix));
            }
            return findings;
        } catch (InvalidInput e) {
            e.problems().forEach(problem -> problems.add(field, "must be a finding as JSON, but " + problem.message()));
            return List.of();
        }
    }
}
