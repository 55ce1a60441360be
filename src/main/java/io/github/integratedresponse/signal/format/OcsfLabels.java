package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a finding of OCSF was labelled, tagged and classified. */
record OcsfLabels(Fields event, Fields metadata, List<Fields> infos, Collection<Fields> resources) {

    private static final int LONGEST_LABEL = 200;
    private static final Map<String, String> CONFIDENTIALITY = Map.of(
            "1", "Not Confidential",
            "2", "Confidential",
            "3", "Secret",
            "4", "Top Secret",
            "5", "Private",
            "6", "Restricted");

    void into(Draft draft) {
        labels().forEach(draft::label);
        Glimpse all = new Glimpse(event.node());
        draft.tlp(all.text("tlp"));
        Stream.of(
                        Stream.of(
                                all,
                                all.at("data_security"),
                                all.at("file"),
                                all.at("databucket"),
                                all.at("database"),
                                all.at("table")),
                        resources.stream().map(resource -> new Glimpse(resource.node())),
                        all.each("evidences")
                                .flatMap(evidence -> Stream.of(evidence.at("file"), evidence.at("databucket"))))
                .flatMap(classified -> classified)
                .flatMap(classified -> Stream.of(
                                Stream.of(classified),
                                classified.each("data_classification"),
                                classified.each("data_classifications"))
                        .flatMap(each -> each))
                .map(OcsfLabels::confidentiality)
                .forEach(draft::marking);
    }

    private static @Nullable String confidentiality(Glimpse classified) {
        String named = classified.text("confidentiality");
        String id = classified.text("confidentiality_id");
        String known = named == null && id != null ? CONFIDENTIALITY.get(id) : named;
        return known == null ? null : "Confidentiality: " + known;
    }

    /** Labels and tags, as {@code name:value}. */
    private Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        Stream.of(List.of(event, metadata), infos, resources)
                .flatMap(Collection::stream)
                .filter(labelled -> !labelled.isMissing())
                .flatMap(labelled -> Stream.concat(labelled.texts("labels").stream(), tags(labelled).stream()))
                .filter(label -> label.length() <= LONGEST_LABEL)
                .forEach(labels::add);
        return labels;
    }

    /** OCSF has a list of names with values; tools also write plain texts, or an object with the names as its fields. */
    private static List<String> tags(Fields labelled) {
        JsonNode tags = labelled.raw("tags");
        List<String> found = new ArrayList<>();
        if (tags.isObject() && !tags.has("name") && !tags.has("key")) {
            tags.fields().forEachRemaining(tag -> {
                if (tag.getValue().isValueNode()) {
                    found.add(tag.getKey() + ":" + tag.getValue().asText());
                }
            });
        } else if (tags.isTextual()
                || (tags.isArray() && !tags.isEmpty() && tags.get(0).isTextual())) {
            found.addAll(labelled.texts("tags"));
        } else {
            for (Fields tag : labelled.objects("tags")) {
                String name = Texts.first(tag.text("name"), tag.text("key"));
                Stream.concat(tag.texts("value").stream(), tag.texts("values").stream())
                        .forEach(value -> found.add(name + ":" + value));
            }
        }
        return found;
    }
}
