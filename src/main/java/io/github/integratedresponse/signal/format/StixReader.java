package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what a bundle of STIX 2.1 or 2.0 reports: its sightings, its incidents, and the indicators that none of these is about. The rest
 * of the bundle explains them. One object without a bundle is read as well, and the envelope that TAXII puts around objects.
 */
@Component
class StixReader implements SignalReader {

    private static final String TAKEN = "sightings, incidents and indicators are taken";

    @Override
    public String format() {
        return "stix";
    }

    @Override
    public String taken() {
        return "STIX 2.1 (sightings, incidents and indicators)";
    }

    @Override
    public boolean recognises(JsonNode item) {
        return StixBundle.type(item).equals("bundle")
                || isObject(item)
                || isObject(item.path("objects").path(0));
    }

    private static boolean isObject(JsonNode object) {
        String type = object.path("type").asText();
        return !type.isEmpty() && (object.path("id").asText().startsWith(type + "--") || object.has("spec_version"));
    }

    @Override
    public List<JsonNode> parts(JsonNode item) {
        if (!item.path("objects").isArray()) {
            return List.of(item);
        }
        List<JsonNode> parts = StixBundle.of(item).parts();
        return parts.isEmpty() ? List.of(item) : parts;
    }

    @Override
    public @Nullable Finding read(JsonNode part, Envelope envelope, Problems problems) throws NotTaken {
        boolean alone = !part.has("objects") && !StixBundle.type(part).equals("bundle");
        if (!alone) {
            List<Fields> objects = new Fields(part, "", problems).objects("objects");
            problems.addIf(objects.isEmpty() && problems.isEmpty(), "objects", "is missing; it holds what is reported");
            if (!problems.isEmpty()) {
                return null;
            }
        }
        StixBundle bundle = StixBundle.of(part);
        JsonNode root = bundle.reported().stream().findFirst().orElse(null);
        if (root == null) {
            throw new NotTaken(
                    alone ? "type" : "objects",
                    alone
                            ? "is " + Texts.cut(StixBundle.type(part), 100) + "; only " + TAKEN
                            : "hold nothing that is taken; only " + TAKEN);
        }
        Fields said = new Fields(root, alone ? "" : name(root), problems);
        return new StixFinding(bundle, bundle.around(root), said)
                .read(envelope, new Glimpse(part).text(StixBundle.LEFT_OUT));
    }

    /** How problems call it: by its id, since a part has other places than the bundle. */
    private static String name(JsonNode root) {
        String id = root.path("id").asText();
        return id.isEmpty() ? StixBundle.type(root) : Texts.cut(id, 100);
    }
}
