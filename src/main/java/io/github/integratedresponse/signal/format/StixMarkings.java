package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How objects of STIX may be handled: the traffic light protocol 1.0 and 2.0, and any other marking in its own words. */
final class StixMarkings {

    /** The markings of TLP have fixed ids: STIX 2.1, section 7.2.1.4, and the extension for TLP 2.0 of OASIS. */
    private static final Map<String, String> TLP = Map.of(
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "WHITE",
            "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "GREEN",
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "AMBER",
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "RED",
            "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "CLEAR",
            "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "GREEN",
            "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "AMBER",
            "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "AMBER+STRICT",
            "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "RED");

    private static final int MOST_WORDS = 5;

    private StixMarkings() {}

    /** The ids of the markings of an object and of parts of it. */
    static List<String> references(JsonNode object) {
        List<String> ids = new ArrayList<>();
        Glimpse marked = new Glimpse(object);
        Stream.concat(
                        marked.each("object_marking_refs").map(ref -> ref.text()),
                        marked.each("granular_markings").map(granular -> granular.text("marking_ref")))
                .forEach(id -> {
                    if (id != null) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    /** @param definition the object with that id, where the bundle holds it */
    static void read(Draft draft, String id, @Nullable JsonNode definition) {
        String colour = TLP.get(id.toLowerCase(Locale.ROOT));
        if (colour != null) {
            draft.tlp(colour);
        } else if (definition == null) {
            // somebody has to ask what it says
            draft.marking(id);
        } else {
            read(draft, id, new Glimpse(definition));
        }
    }

    private static void read(Draft draft, String id, Glimpse definition) {
        String name = definition.text("name");
        Stream<@Nullable String> said = Stream.of(name, definition.text("x_opencti_definition"))
                .filter(text -> text != null && text.toUpperCase(Locale.ROOT).startsWith("TLP:"));
        Stream<@Nullable String> defined = Stream.concat(
                Stream.of(definition.text("definition", "tlp")),
                values(definition.at("extensions")).map(extension -> extension.text("tlp_2_0")));
        List<String> colours =
                Stream.concat(said, defined).filter(Objects::nonNull).toList();
        if (!colours.isEmpty()) {
            colours.forEach(draft::tlp);
            return;
        }
        String statement = definition.text("definition", "statement");
        if (statement != null) {
            draft.marking(statement);
        } else if (name != null) {
            draft.marking(name);
        } else {
            List<String> words = values(definition.at("definition"))
                    .map(word -> word.text())
                    .filter(Objects::nonNull)
                    .limit(MOST_WORDS)
                    .toList();
            words.forEach(draft::marking);
            draft.marking(words.isEmpty() ? id : null);
        }
    }

    private static Stream<Glimpse> values(Glimpse object) {
        List<Glimpse> values = new ArrayList<>();
        object.node().forEach(value -> values.add(new Glimpse(value)));
        return values.stream();
    }
}
