package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.integratedresponse.process.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One sighting, incident or indicator of STIX as a finding. What has a wrong form in the thing itself is a problem; in what explains it,
 * it is left out.
 */
final class StixFinding {

    /** Ids of STIX are the same nowhere else, so that findings without a named source can share one. */
    static final String NOBODY = "STIX, source not named";

    private final StixBundle bundle;
    private final StixNeighbourhood around;
    private final Fields said;
    private final JsonNode root;
    private final String type;
    private final Glimpse sighted;
    private final List<Glimpse> places;
    private final Draft draft = new Draft();

    StixFinding(StixBundle bundle, StixNeighbourhood around, Fields said) {
        this.bundle = bundle;
        this.around = around;
        this.said = said;
        this.root = said.node();
        this.type = StixBundle.type(root);
        this.sighted = new Glimpse(object(StixBundle.sighted(root)));
        List<Glimpse> places = new ArrayList<>(List.of(new Glimpse(root)));
        root.path("extensions").forEach(extension -> places.add(new Glimpse(extension)));
        this.places = List.copyOf(places);
    }

    /** @param leftOut how many objects that it leads to are not here, if any */
    @Nullable
    Finding read(Envelope envelope, @Nullable String leftOut) {
        Instant created = Times.read(said, "created");
        Instant modified = Times.read(said, "modified");
        draft.source(source(envelope))
                .externalId(said.text("id"))
                .title(title())
                .description(description(leftOut))
                .findingType(findingType())
                .severity(severity())
                .activity(activity())
                .firstSeenAt(firstSeen(created))
                .reportedAt(modified == null ? created : modified);
        said.texts("labels").forEach(draft::label);
        sighted.each("labels")
                .map(label -> label.text())
                .filter(Objects::nonNull)
                .forEach(draft::label);
        new StixContext(bundle, around, draft).read();
        return draft.around(envelope)
                .finding(said.problems(), said.field("created_by_ref"), said.field("id"), said.field(titled()));
    }

    private JsonNode object(String id) {
        JsonNode object = bundle.get(id);
        return object == null ? MissingNode.getInstance() : object;
    }

    /**
     * The id of who made it. Its name would be easier to read, but an object often comes without its maker, say when it is withdrawn, and
     * has to be known again then.
     */
    private @Nullable String source(Envelope envelope) {
        return Texts.first(said.text("created_by_ref"), envelope.source(), NOBODY);
    }

    private String description(@Nullable String leftOut) {
        String maker = new Glimpse(object(root.path("created_by_ref").asText())).text("name");
        String told = Texts.first(said.text("description"), sighted.text("description"));
        return Stream.of(
                        maker == null ? "" : "Reported by " + maker + ".",
                        told == null ? "" : told,
                        leftOut == null ? "" : leftOut + " more objects of the bundle that belong to it are left out.")
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String titled() {
        return type.equals(StixBundle.SIGHTING) ? "sighting_of_ref" : "name";
    }

    private @Nullable String title() {
        if (type.equals(StixBundle.SIGHTING)) {
            boolean named = said.text("sighting_of_ref") != null;
            String name = Texts.first(sighted.text("name"), sighted.text("value"), StixBundle.sighted(root));
            return named ? "Sighting of " + name : null;
        }
        String pattern = type.equals(StixBundle.INDICATOR) ? said.text("pattern") : null;
        return Texts.first(said.text("name"), pattern);
    }

    /** The type of what was seen and, where its maker says so, of which kind that is: {@code sighting/malware/ransomware}. */
    private String findingType() {
        boolean sighting = type.equals(StixBundle.SIGHTING);
        Glimpse what = sighting ? sighted : places.get(0);
        String whatType = sighting ? StixBundle.typeOf(StixBundle.sighted(root)) : type;
        String kind = Texts.first(
                firstOf(whatType.replace('-', '_') + "_types", sighting ? List.of(what) : places),
                sighting ? null : firstOf("incident_type", places),
                StixContext.technique(what),
                // STIX 2.0 had the kind in labels
                what.text("spec_version") == null ? label(what) : null);
        return (sighting ? type + "/" : "") + whatType + (kind == null ? "" : "/" + kind);
    }

    /** The first label that is a word, as against a tag for machines such as {@code misp:type="domain"}. */
    private static @Nullable String label(Glimpse what) {
        return what.each("labels")
                .map(label -> label.text())
                .filter(label -> label != null && label.indexOf(':') < 0)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String firstOf(String field, List<Glimpse> places) {
        return places.stream()
                .flatMap(place -> place.each(field))
                .map(value -> value.text())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * STIX has no severity, and its confidence says how sure a maker is, not how bad a thing is. Incidents have a criticality by their
     * core extension (ranges of its appendix A), or what tools write as severity. An indicator that nobody saw is information.
     */
    private int severity() {
        if (type.equals(StixBundle.INDICATOR)) {
            return Severity.INFORMATIONAL;
        }
        if (!type.equals(StixBundle.INCIDENT)) {
            return Severity.UNKNOWN;
        }
        Integer named = Severity.named(firstOf("severity", places));
        if (named != null) {
            return named;
        }
        BigDecimal criticality = places.stream()
                .map(place -> place.number(100, "criticality"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (criticality != null) {
            int value = criticality.intValue();
            return value >= 90 ? 5 : value >= 50 ? 4 : value >= 30 ? 3 : value >= 1 ? 2 : Severity.INFORMATIONAL;
        }
        return switch (determination()) {
            case "false-positive", "low-value" -> Severity.INFORMATIONAL;
            case "blocked", "failed-attempt" -> 2;
            default -> Severity.UNKNOWN;
        };
    }

    private String determination() {
        return Objects.requireNonNullElse(firstOf("determination", places), "").toLowerCase(Locale.ROOT);
    }

    /** What was withdrawn, was looked for and not seen, or is over as its maker says, is closed. */
    private Finding.Activity activity() {
        Glimpse thing = places.get(0);
        String status = Objects.requireNonNullElse(firstOf("investigation_status", places), "")
                .toLowerCase(Locale.ROOT);
        boolean unseen = type.equals(StixBundle.SIGHTING) && "0".equals(thing.text("count"));
        boolean over = type.equals(StixBundle.INCIDENT)
                && (status.equals("closed")
                        || status.equals("resolved")
                        || determination().equals("false-positive"));
        if (thing.isTrue("revoked") || unseen || over) {
            return Finding.Activity.CLOSE;
        }
        String created = thing.text("created");
        String modified = thing.text("modified");
        return created == null || modified == null || created.equals(modified)
                ? Finding.Activity.CREATE
                : Finding.Activity.UPDATE;
    }

    /** An indicator says what to look for, not that it was seen. */
    private @Nullable Instant firstSeen(@Nullable Instant created) {
        Instant seen = Times.read(said, "first_seen");
        if (type.equals(StixBundle.INDICATOR)) {
            return null;
        }
        Instant observed = around.objects().stream()
                .map(StixFinding::begun)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        return seen != null ? seen : observed != null ? observed : created;
    }

    /** When what was observed, or an event of an incident, began; a wrong time is none. */
    private static @Nullable Instant begun(JsonNode object) {
        Fields fields = new Fields(object, "", new Problems());
        return switch (StixBundle.type(object)) {
            case "observed-data" -> Times.read(fields, "first_observed");
            case "event" -> Times.read(fields, "start_time");
            default -> null;
        };
    }
}
