package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the objects around a sighting, an incident or an indicator of STIX say of it; what has a wrong form in them is left out. */
final class StixContext {

    private static final Set<String> AIMED_AT = Set.of("impacts", "located-at", "targets");

    private final StixBundle bundle;
    private final Collection<JsonNode> objects;
    private final Draft draft;
    private final StixObservables observables;
    private final Set<String> hit;
    private final boolean observed;

    StixContext(StixBundle bundle, StixNeighbourhood around, Draft draft) {
        this.bundle = bundle;
        this.objects = around.objects();
        this.draft = draft;
        this.observables = new StixObservables(draft);
        this.hit = hit(objects.iterator().next(), objects);
        this.observed =
                objects.stream().anyMatch(object -> StixBundle.type(object).equals("observed-data"));
    }

    void read() {
        objects.forEach(this::explain);
    }

    private void explain(JsonNode object) {
        Glimpse one = new Glimpse(object);
        StixMarkings.references(object).forEach(id -> StixMarkings.read(draft, id, bundle.get(id)));
        switch (StixBundle.type(object)) {
            case "attack-pattern" -> draft.technique(technique(one));
            case "intrusion-set", "threat-actor" -> draft.actor(one.text("name"));
            case "campaign" -> draft.observable("Campaign", one.text("name"));
            case "malware" -> draft.observable("Malware", one.text("name"));
            case "vulnerability" -> draft.observable(Observable.CVE, cve(one));
            case "identity", "infrastructure", "location" -> {}
            case "indicator" -> pattern(object);
            case "observed-data" -> one.at("objects").node().forEach(observables::read);
            case "sighting", "incident", "relationship", "marking-definition", "tool", "course-of-action" -> {}
            default -> observables.read(object);
        }
        place(one);
    }

    /**
     * Where it was seen, or what it was aimed at. A company, a country or a sector is no resource: two things of a kind that were seen
     * there need not belong together. Tools also name assets of a type of their own.
     */
    private void place(Glimpse where) {
        if (!hit.contains(Objects.requireNonNullElse(where.text("id"), ""))) {
            return;
        }
        String name = where.firstText("name", "hostname", "value");
        String type = where.text("type");
        boolean system =
                !"location".equals(type) && (!"identity".equals(type) || "system".equals(where.text("identity_class")));
        draft.product(name).resource(system ? name : null);
        where.each("labels").map(label -> label.text()).filter(Objects::nonNull).forEach(draft::label);
    }

    /** What an indicator looks for was seen, as far as nothing says what was seen. */
    private void pattern(JsonNode indicator) {
        Glimpse one = new Glimpse(indicator);
        String language = Objects.requireNonNullElse(one.text("pattern_type"), "stix");
        String pattern = one.text("pattern");
        if (pattern != null && language.equals("stix") && !observed) {
            StixPattern.comparisons(pattern).forEach(observables::read);
        }
    }

    /** Where it was seen, and what relationships say it was aimed at. */
    private static Set<String> hit(JsonNode root, Collection<JsonNode> objects) {
        Set<String> hit = new HashSet<>();
        root.path("where_sighted_refs").forEach(id -> hit.add(id.asText()));
        String id = root.path("id").asText();
        for (JsonNode relationship : objects) {
            String kind = relationship.path("relationship_type").asText();
            if (relationship.path("source_ref").asText().equals(id) && AIMED_AT.contains(kind)) {
                hit.add(relationship.path("target_ref").asText());
            }
        }
        return hit;
    }

    /** An id of ATT&amp;CK or ATLAS; other catalogues have ids as well. */
    static @Nullable String technique(Glimpse pattern) {
        return Stream.concat(
                        pattern.each("external_references")
                                .filter(reference -> Objects.requireNonNullElse(reference.text("source_name"), "")
                                        .toLowerCase(Locale.ROOT)
                                        .contains("mitre"))
                                .map(reference -> reference.text("external_id")),
                        Stream.of(pattern.text("x_mitre_id")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String cve(Glimpse vulnerability) {
        return Stream.concat(
                        vulnerability.each("external_references").map(reference -> reference.text("external_id")),
                        Stream.of(vulnerability.text("name")))
                .filter(Objects::nonNull)
                .filter(id -> id.toUpperCase(Locale.ROOT).startsWith("CVE-"))
                .findFirst()
                .orElse(null);
    }
}
