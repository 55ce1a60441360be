package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects of a bundle of STIX, by their ids, and what is reported in it. Of several versions of an object, the latest counts. */
final class StixBundle {

    static final String INCIDENT = "incident";
    static final String INDICATOR = "indicator";
    static final String SIGHTING = "sighting";
    static final String RELATIONSHIP = "relationship";

    /** Says in a part how many objects, which its finding leads to, are not in it. */
    static final String LEFT_OUT = "left_out";

    /** Parts together may be several times the bundle, because they share objects; a small share is always granted. */
    private static final int TIMES_THE_BUNDLE = 4;

    private static final int LEAST_ROOM = 16 * 1024;
    private static final int LONGEST_BUNDLE_ID = 200;

    private final JsonNode bundle;
    private final Map<String, JsonNode> objects = new LinkedHashMap<>();
    private final List<JsonNode> withoutId = new ArrayList<>();
    private final Map<String, List<JsonNode>> relations = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    private StixBundle(JsonNode bundle) {
        this.bundle = bundle;
        bundle.path("objects").forEach(this::add);
        for (JsonNode object : objects.values()) {
            if (type(object).equals(RELATIONSHIP) && !object.path("revoked").asBoolean()) {
                relate(object.path("source_ref"), object);
                relate(object.path("target_ref"), object);
            }
        }
    }

    /** @param item a bundle, an envelope of TAXII, or one object */
    static StixBundle of(JsonNode item) {
        return new StixBundle(item.has("objects") ? item : single(item));
    }

    private static JsonNode single(JsonNode object) {
        ObjectNode bundle = JsonNodeFactory.instance.objectNode();
        bundle.putArray("objects").add(object);
        return bundle;
    }

    private void add(JsonNode object) {
        JsonNode id = object.path("id");
        if (!object.isObject()) {
            return;
        }
        if (!id.isTextual()) {
            withoutId.add(object);
            return;
        }
        objects.merge(id.textValue(), object, (one, other) -> {
            String before = one.path("modified").asText();
            return other.path("modified").asText().compareTo(before) > 0 ? other : one;
        });
    }

    private void relate(JsonNode end, JsonNode relationship) {
        if (end.isTextual()) {
            relations.computeIfAbsent(end.textValue(), id -> new ArrayList<>()).add(relationship);
        }
    }

    /** @return {@code null} when the bundle doesn't hold it */
    @Nullable
    JsonNode get(String id) {
        return objects.get(id);
    }

    List<JsonNode> relationsOf(String id) {
        return relations.getOrDefault(id, List.of());
    }

    /** Sightings and incidents, and the indicators that none of these is about, as they stand in the bundle. */
    List<JsonNode> reported() {
        Set<String> told = new HashSet<>();
        for (JsonNode object : objects.values()) {
            if (type(object).equals(SIGHTING)) {
                told.add(sighted(object));
            } else if (type(object).equals(RELATIONSHIP)) {
                String source = object.path("source_ref").asText();
                String target = object.path("target_ref").asText();
                if (typeOf(source).equals(INDICATOR)
                        && typeOf(target).equals(INCIDENT)
                        && objects.containsKey(target)) {
                    told.add(source);
                }
            }
        }
        List<JsonNode> reported = new ArrayList<>();
        objects.forEach((id, object) -> {
            if (isReported(object) && !(type(object).equals(INDICATOR) && told.contains(id))) {
                reported.add(object);
            }
        });
        withoutId.stream().filter(StixBundle::isReported).forEach(reported::add);
        return reported;
    }

    static boolean isReported(JsonNode object) {
        String type = type(object);
        return type.equals(SIGHTING) || type.equals(INCIDENT) || type.equals(INDICATOR);
    }

    /** One bundle for each thing that is reported: first that, then what is needed to understand it. */
    List<JsonNode> parts() {
        List<JsonNode> reported = reported();
        if (reported.size() > Readers.MOST_PARTS) {
            // too many are refused for their number, so nothing is put together for them
            return reported;
        }
        long room = room(reported.size());
        return reported.stream().map(root -> part(root, room)).toList();
    }

    /** How many characters of the bundle each part may carry along. */
    private long room(int parts) {
        long size = objects.values().stream().mapToLong(this::size).sum();
        return Math.max(LEAST_ROOM, TIMES_THE_BUNDLE * size / Math.max(1, parts));
    }

    StixNeighbourhood around(JsonNode root) {
        return new StixNeighbourhood(this, root, room(1));
    }

    private JsonNode part(JsonNode root, long room) {
        StixNeighbourhood around = new StixNeighbourhood(this, root, room);
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.put("type", "bundle");
        JsonNode id = bundle.path("id");
        if (id.isTextual() && id.textValue().length() <= LONGEST_BUNDLE_ID) {
            part.set("id", id);
        }
        if (around.leftOut() > 0) {
            part.put(LEFT_OUT, around.leftOut());
        }
        ArrayNode carried = part.putArray("objects");
        around.objects().forEach(carried::add);
        return part;
    }

    /** The id of what a sighting is of; OpenCTI names an indicator that doesn't exist, and what was seen in a field of its own. */
    static String sighted(JsonNode sighting) {
        JsonNode own = sighting.path("x_opencti_sighting_of_ref");
        return (own.isTextual() ? own : sighting.path("sighting_of_ref")).asText();
    }

    static String type(JsonNode object) {
        return object.path("type").asText();
    }

    /** The type that an id begins with. */
    static String typeOf(String id) {
        int end = id.indexOf("--");
        return end < 0 ? "" : id.substring(0, end);
    }

    /** About as many characters as an object of the bundle has as text. */
    long size(JsonNode object) {
        return sizes.computeIfAbsent(object.path("id").asText(), id -> measure(object));
    }

    private static long measure(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.asText().length() + 3;
        }
        long size = 2;
        for (JsonNode child : node) {
            size += measure(child);
        }
        for (var names = node.fieldNames(); names.hasNext(); ) {
            size += names.next().length() + 3;
        }
        return size;
    }
}
