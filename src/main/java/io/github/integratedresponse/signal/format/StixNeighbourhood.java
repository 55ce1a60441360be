package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a bundle belongs to one thing that is reported in it: all that it refers to, and what relationships say of it and of what was
 * sighted. It ends at a number of objects, a number of links looked at and a size, so that what is taken from a bundle stays in
 * proportion to it, whatever refers to what.
 */
final class StixNeighbourhood {

    private static final int MOST_OBJECTS = 300;
    private static final int MOST_LINKS = 500;

    private static final Set<String> ACTORS = Set.of("intrusion-set", "threat-actor");

    /** What somebody is known to do or to use, as against what was seen here. */
    private static final Set<String> KNOWN =
            Set.of("attack-pattern", "campaign", "intrusion-set", "malware", "threat-actor", "tool", "vulnerability");

    private static final Set<String> ASIDE = Set.of(
            "course-of-action",
            "grouping",
            "language-content",
            "malware-analysis",
            "note",
            "opinion",
            "relationship",
            "report",
            "sighting");

    private final StixBundle bundle;
    private final JsonNode root;
    private final String sighted;
    private final Map<String, JsonNode> carried = new LinkedHashMap<>();
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private long room;
    private int links;
    private int leftOut;

    StixNeighbourhood(StixBundle bundle, JsonNode root, long room) {
        this.bundle = bundle;
        this.root = root;
        this.sighted = StixBundle.sighted(root);
        this.room = room;
        open.add(root);
        while (!open.isEmpty() && links < MOST_LINKS) {
            JsonNode object = open.remove();
            references(object, object).forEach(this::carry);
            bundle.relationsOf(id(object)).stream()
                    .limit(MOST_LINKS)
                    .forEach(relationship -> follow(object, relationship));
        }
    }

    /** The thing itself, and what belongs to it. */
    Collection<JsonNode> objects() {
        List<JsonNode> objects = new ArrayList<>();
        objects.add(root);
        objects.addAll(carried.values());
        return objects;
    }

    /** How many of the objects that it leads to went beyond the limits. */
    int leftOut() {
        return leftOut;
    }

    private boolean carry(String id) {
        JsonNode object = bundle.get(id);
        if (object == null || carried.containsKey(id) || object == root) {
            return object != null;
        }
        links++;
        long size = bundle.size(object);
        if (carried.size() >= MOST_OBJECTS || size > room) {
            leftOut++;
            return false;
        }
        room -= size;
        carried.put(id, object);
        // how it may be shared comes before all else that it leads to
        StixMarkings.references(object).forEach(this::carry);
        open.add(object);
        return true;
    }

    private void follow(JsonNode object, JsonNode relationship) {
        String id = id(object);
        String source = relationship.path("source_ref").asText();
        String target = relationship.path("target_ref").asText();
        String other = source.equals(id) ? target : source;
        links++;
        boolean belongs = belongs(object, relationship, source.equals(id), StixBundle.typeOf(other));
        if (belongs && links < MOST_LINKS && bundle.get(other) != null && carry(id(relationship))) {
            carry(other);
        }
    }

    private boolean belongs(JsonNode object, JsonNode relationship, boolean forward, String type) {
        String own = StixBundle.type(object);
        boolean attributed = relationship.path("relationship_type").asText().equals("attributed-to");
        if (object == root) {
            return !ASIDE.contains(type) && (!type.equals(StixBundle.INDICATOR) || own.equals(StixBundle.INCIDENT));
        }
        if (id(object).equals(sighted) && !ACTORS.contains(own)) {
            return KNOWN.contains(type);
        }
        // an actor does more than what was seen here; who is behind it is told all the same
        return forward && attributed && KNOWN.contains(own);
    }

    /** Every {@code …_ref} and {@code …_refs}, at any depth; who made an object matters only for what is reported. */
    private List<String> references(JsonNode object, JsonNode node) {
        List<String> found = new ArrayList<>();
        node.fields().forEachRemaining(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean maker = name.equals("created_by_ref")
                    && object != root
                    && !id(object).equals(sighted);
            boolean ends = StixBundle.type(object).equals(StixBundle.RELATIONSHIP);
            if (!maker && !ends && name.endsWith("_ref") && value.isTextual()) {
                found.add(value.textValue());
            } else if (name.endsWith("_refs")) {
                value.forEach(one -> found.add(one.asText()));
            } else if (value.isContainerNode()) {
                found.addAll(references(object, value));
            }
        });
        if (node.isArray()) {
            node.forEach(one -> found.addAll(references(object, one)));
        }
        return found;
    }

    private static String id(JsonNode object) {
        return object.path("id").asText();
    }
}
