package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to break an item, at one place.
 *
 * @param place chosen among all places of the item, counted on from the last to the first again
 */
record Breaking(How how, int place, JsonNode junk) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    /** Before the name of a field that is to be there twice. */
    private static final String TWICE = "\u00A7";

    /** Beyond every limit of a draft; so many that time tells only now and then. */
    private static final int MANY = 600;

    private static final int VERY_MANY = 10_000;

    enum How {
        REPLACE,
        REMOVE,
        RENAME,
        TWICE,
        IN_A_LIST,
        IN_AN_OBJECT,
        MANY_TIMES,
        SPOIL_TEXT,
        COPY_FROM_ELSEWHERE
    }

    private record Place(ContainerNode<?> parent, String name, int index) {

        JsonNode get() {
            return parent instanceof ObjectNode ? parent.get(name) : parent.get(index);
        }

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }
    }

    /** What one puts where something else belongs. */
    static List<JsonNode> everyJunk() {
        ObjectNode object = MAKE.objectNode();
        object.put("uid", "x").put("name", 7).putNull("value");
        List<JsonNode> junk = new ArrayList<>(List.of(
                MAKE.nullNode(),
                MAKE.booleanNode(true),
                MAKE.numberNode(0),
                MAKE.numberNode(-1),
                MAKE.numberNode(99),
                MAKE.numberNode(Long.MAX_VALUE),
                MAKE.numberNode(new BigInteger("9".repeat(900))),
                MAKE.numberNode(new BigDecimal("1e-400")),
                MAKE.numberNode(new BigDecimal("1E+2147483000")),
                MAKE.numberNode(new BigDecimal("1E-2147483000")),
                MAKE.numberNode(1.5),
                MAKE.textNode(""),
                MAKE.textNode("   \t\n"),
                MAKE.textNode("\u0000"),
                MAKE.textNode("a\ud800b\udc00"),
                MAKE.textNode("\u202E\u0301\uFFFF"),
                MAKE.textNode("\uD83D\uDE00".repeat(6_000)),
                MAKE.textNode("1e999999999"),
                MAKE.textNode("+999999999-12-31T23:59:59Z"),
                MAKE.textNode("2026-02-30T25:61:61+99:99"),
                MAKE.textNode("tlp:" + " ".repeat(180) + "red"),
                MAKE.textNode("T1562.008"),
                MAKE.textNode("<script>alert(1)</script>"),
                MAKE.textNode("' or 1=1; --"),
                MAKE.textNode("x".repeat(60_000)),
                MAKE.textNode("9".repeat(39)),
                MAKE.arrayNode(),
                MAKE.arrayNode().add(MAKE.nullNode()),
                MAKE.arrayNode().add("x").add(1).add(MAKE.objectNode()).add(MAKE.arrayNode()),
                MAKE.objectNode(),
                object,
                deep(60)));
        return junk;
    }

    private static JsonNode deep(int levels) {
        JsonNode inner = MAKE.textNode("deep");
        for (int i = 0; i < levels; i++) {
            inner = i % 2 == 0 ? MAKE.arrayNode().add(inner) : MAKE.objectNode().set("x", inner);
        }
        return inner;
    }

    /** @return the item as text, broken in all these ways one after the other */
    static String text(JsonNode item, List<Breaking> breakings) {
        JsonNode broken = item.deepCopy();
        breakings.forEach(breaking -> breaking.apply(broken));
        try {
            return JSON.writeValueAsString(broken).replace(TWICE, "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(JsonNode item) {
        // what one breaking puts in, the next may break
        JsonNode junk = this.junk.deepCopy();
        List<Place> places = new ArrayList<>();
        collect(item, places);
        if (places.isEmpty()) {
            return;
        }
        Place chosen = places.get(Math.floorMod(place, places.size()));
        switch (how) {
            case REPLACE -> chosen.set(junk);
            case REMOVE -> remove(chosen);
            case RENAME -> {
                JsonNode value = chosen.get();
                if (chosen.parent instanceof ObjectNode object) {
                    object.remove(chosen.name);
                    object.set(chosen.name.toUpperCase(java.util.Locale.ROOT) + "_x", value);
                }
            }
            case TWICE -> {
                if (chosen.parent instanceof ObjectNode object) {
                    object.set(TWICE + chosen.name, junk);
                }
            }
            case IN_A_LIST -> chosen.set(MAKE.arrayNode().add(chosen.get()).add(junk));
            case IN_AN_OBJECT -> chosen.set(MAKE.objectNode().set("value", chosen.get()));
            case MANY_TIMES -> manyTimes(chosen);
            case SPOIL_TEXT -> {
                if (chosen.get().isTextual()) {
                    chosen.set(MAKE.textNode(
                            chosen.get().textValue() + (junk.isTextual() ? junk.textValue() : "\u0000\ud83d")));
                }
            }
            case COPY_FROM_ELSEWHERE -> {
                JsonNode other =
                        places.get(Math.floorMod(place * 31 + 7, places.size())).get();
                if (!other.isContainerNode() || other.size() < 50) {
                    chosen.set(other.deepCopy());
                }
            }
        }
    }

    private static void remove(Place chosen) {
        if (chosen.parent instanceof ObjectNode object) {
            object.remove(chosen.name);
        } else {
            ((ArrayNode) chosen.parent).remove(chosen.index);
        }
    }

    /** Of small things only, so that an item stays a few megabytes at most. */
    private void manyTimes(Place chosen) {
        JsonNode value = chosen.get();
        JsonNode small = value.isArray() && !value.isEmpty() ? value.get(0) : value;
        if (small.toString().length() > 200) {
            return;
        }
        ArrayNode many = MAKE.arrayNode();
        int count = place % 8 == 0 ? VERY_MANY : MANY;
        for (int i = 0; i < count; i++) {
            JsonNode one = small.deepCopy();
            if (one instanceof ObjectNode object) {
                object.put("uid", "many-" + i);
            }
            many.add(one.isTextual() ? MAKE.textNode(one.textValue() + i) : one);
        }
        chosen.set(many);
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (places.size() > 5_000) {
            return;
        }
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(new Place(object, name, 0)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < Math.min(array.size(), 100); i++) {
                places.add(new Place(array, "", i));
            }
        }
        node.forEach(child -> collect(child, places));
    }
}
