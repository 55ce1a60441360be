package io.github.integratedresponse.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads Detection Findings (2004) and Incident Findings (2005) of OCSF 1.x, the way real tools emit them: with fields missing, unknown
 * or loosely spelt. Only what would make the platform guess is a problem.
 */
@Component
class OcsfReader implements SignalReader {

    private static final int DETECTION_FINDING = 2004;
    private static final int INCIDENT_FINDING = 2005;

    private static final int FIRST_CLASS = 1001;

    private static final Map<Integer, String> CLASSES = Map.of(
            2001,
            "Security Finding",
            2002,
            "Vulnerability Finding",
            2003,
            "Compliance Finding",
            DETECTION_FINDING,
            "Detection Finding",
            INCIDENT_FINDING,
            "Incident Finding",
            2006,
            "Data Security Finding",
            2007,
            "Application Security Posture Finding",
            2008,
            "IAM Analysis Finding");
    private static final String TAKEN = "Detection Finding (2004) and Incident Finding (2005) are";

    private static final Map<String, Integer> SEVERITIES = Map.ofEntries(
            Map.entry("unknown", 0),
            Map.entry("informational", 1),
            Map.entry("information", 1),
            Map.entry("info", 1),
            Map.entry("low", 2),
            Map.entry("medium", 3),
            Map.entry("moderate", 3),
            Map.entry("high", 4),
            Map.entry("critical", 5),
            Map.entry("fatal", 6));
    private static final int OTHER = 99;

    private static final Map<Integer, String> OBSERVABLE_TYPES = Map.ofEntries(
            Map.entry(1, "Hostname"),
            Map.entry(2, "IP Address"),
            Map.entry(3, "MAC Address"),
            Map.entry(4, "User Name"),
            Map.entry(5, "Email Address"),
            Map.entry(6, "URL String"),
            Map.entry(7, "File Name"),
            Map.entry(8, "Hash"),
            Map.entry(9, "Process Name"),
            Map.entry(10, "Resource UID"));
    private static final String RESOURCE_UID = "Resource UID";

    private static final int LONGEST_LABEL = 200;

    @Override
    public String format() {
        return "ocsf";
    }

    @Override
    public boolean recognises(JsonNode finding) {
        return Stream.of("class_uid", "class_name", "type_uid", "type_name", "finding_info", "finding_info_list")
                .anyMatch(finding::has);
    }

    @Override
    public @Nullable Finding read(JsonNode node, Problems problems) throws NotTaken {
        Fields event = new Fields(node, "", problems);
        Integer kind = kind(event);
        if (kind == null) {
            return null;
        }
        if (kind != DETECTION_FINDING && kind != INCIDENT_FINDING) {
            String name = CLASSES.get(kind);
            if (kind < FIRST_CLASS) {
                problems.add("class_uid", "is no class of OCSF; " + TAKEN + " taken");
                return null;
            }
            throw new NotTaken(
                    "class_uid",
                    (name == null ? "class " + kind : name + " (" + kind + ")") + " is not supported yet; " + TAKEN);
        }
        boolean incident = kind == INCIDENT_FINDING;
        List<Fields> infos = incident ? event.objects("finding_info_list") : List.of(event.object("finding_info"));
        if (incident && infos.isEmpty()) {
            infos = event.objects("finding_info");
        }
        Fields metadata = event.object("metadata");

        String source = source(metadata);
        String own = incident ? first(metadata.id("uid"), metadata.id("correlation_uid")) : null;
        String listed = firstOf(infos, info -> info.id("uid"));
        String externalId = incident ? first(own, listed) : first(listed, metadata.id("uid"));

        String title = first(
                incident ? null : firstOf(infos, info -> info.text("title")),
                event.text("message"),
                incident ? firstOf(infos, info -> info.text("title")) : null,
                firstOf(infos, info -> info.object("analytic").text("name")),
                firstOf(infos, OcsfReader::type));
        Draft draft = new Draft()
                .source(source)
                .externalId(externalId)
                .alias(own == null ? null : listed)
                .title(title)
                .description(first(event.text("desc"), firstOf(infos, info -> info.text("desc"))))
                .findingType(first(firstOf(infos, OcsfReader::type), firstOf(infos, info -> info.object("analytic")
                        .text("name"))))
                .severity(severity(event))
                .activity(activity(event))
                .firstSeenAt(firstSeen(event, infos))
                .reportedAt(first(
                        latest(infos, "modified_time"),
                        Times.read(metadata, "modified_time"),
                        Times.read(event, "time")));
        techniques(draft, event, infos);
        observables(draft, event, infos);
        List<Fields> resources = resources(event, infos);
        resourceIds(draft, event, resources);
        labels(event, metadata, infos, resources).forEach(draft::label);
        resources.forEach(resource -> draft.product(resource.id("uid")).product(resource.text("name")));
        return draft.finding(
                problems,
                "metadata.product.name",
                incident ? "metadata.uid" : "finding_info.uid",
                incident ? "message" : "finding_info.title");
    }

    /** The class by its number, else by its type's number, else by a name in any spelling. */
    private static @Nullable Integer kind(Fields event) {
        JsonNode uid = event.raw("class_uid");
        if (uid.isTextual() && !uid.textValue().strip().matches("\\d{1,9}")) {
            return named(event, "class_uid", uid.textValue());
        }
        Integer kind = event.number("class_uid");
        if (kind != null || event.has("class_uid")) {
            return kind;
        }
        Integer type = event.number("type_uid");
        if (type != null) {
            return type / 100;
        }
        String name = event.text("class_name");
        if (name != null) {
            return named(event, "class_name", name);
        }
        String typeName = event.text("type_name");
        if (typeName != null) {
            return named(event, "type_name", typeName.replaceFirst(":.*", ""));
        }
        event.problems().addIf(!event.has("class_name"), "class_uid", "is missing; " + TAKEN + " taken");
        return null;
    }

    private static @Nullable Integer named(Fields event, String field, String name) {
        String letters = letters(name);
        for (Map.Entry<Integer, String> known : CLASSES.entrySet()) {
            if (letters(known.getValue()).equals(letters)) {
                return known.getKey();
            }
        }
        event.problems().add(field, "names no class of findings that is known; " + TAKEN + " taken");
        return null;
    }

    private static String letters(String name) {
        return Texts.cut(name, 100).replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }

    private static @Nullable String source(Fields metadata) {
        JsonNode plain = metadata.raw("product");
        if (plain.isTextual()) {
            return plain.textValue().strip();
        }
        Fields product = metadata.object("product");
        String vendor = product.text("vendor_name");
        String name = first(product.text("name"), product.id("uid"));
        if (name == null && vendor == null) {
            String provider = first(metadata.text("log_provider"), metadata.text("log_name"));
            metadata.problems()
                    .addIf(provider == null, "metadata.product.name", "is missing; it says who reported the finding");
            return provider;
        }
        return vendor == null ? name : name == null ? vendor : vendor + "/" + name;
    }

    private static @Nullable String type(Fields info) {
        return info.texts("types").stream().findFirst().orElse(null);
    }

    private static int severity(Fields event) {
        Integer id = event.number("severity_id");
        String name = event.text("severity");
        Integer named = name == null ? null : SEVERITIES.get(name.toLowerCase(Locale.ROOT));
        if (id == null || id == OTHER) {
            return Objects.requireNonNullElse(named, 0);
        }
        event.problems().addIf(id < 0 || id > 6, "severity_id", "must be between 0 and 6, or 99");
        return id;
    }

    private static Finding.Activity activity(Fields event) {
        Integer id = event.number("activity_id");
        if (id == null) {
            return Finding.Activity.CREATE;
        }
        return switch (id) {
            case 1 -> Finding.Activity.CREATE;
            case 2 -> Finding.Activity.UPDATE;
            case 3 -> Finding.Activity.CLOSE;
            default -> Finding.Activity.OTHER;
        };
    }

    private static @Nullable Instant firstSeen(Fields event, List<Fields> infos) {
        // every time is read, so that every wrong one is named
        List<@Nullable Instant> fallbacks = new ArrayList<>();
        fallbacks.add(Times.read(event, "start_time"));
        Instant seen = earliest(infos, "first_seen_time");
        fallbacks.add(earliest(infos, "created_time"));
        fallbacks.add(Times.read(event, "time"));
        return seen != null
                ? seen
                : fallbacks.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static @Nullable Instant earliest(List<Fields> infos, String name) {
        return times(infos, name).min(Instant::compareTo).orElse(null);
    }

    private static @Nullable Instant latest(List<Fields> infos, String name) {
        return times(infos, name).max(Instant::compareTo).orElse(null);
    }

    private static Stream<Instant> times(List<Fields> infos, String name) {
        return infos.stream().map(info -> Times.read(info, name)).filter(Objects::nonNull);
    }

    private static void techniques(Draft draft, Fields event, List<Fields> infos) {
        Stream.concat(
                        infos.stream().flatMap(info -> info.objects("attacks").stream()),
                        event.objects("attacks").stream())
                .forEach(attack -> draft.technique(first(
                        attack.object("sub_technique").text("uid"),
                        attack.object("technique").text("uid"))));
    }

    private static List<Fields> resources(Fields event, List<Fields> infos) {
        List<Fields> resources = new ArrayList<>(event.objects("resources"));
        resources.addAll(event.objects("resource"));
        infos.forEach(info -> resources.addAll(info.objects("resources")));
        return resources;
    }

    /** What was hit: the resources, else what the evidence is about, else observables that are resources. */
    private static void resourceIds(Draft draft, Fields event, List<Fields> resources) {
        resources.forEach(resource -> draft.resource(identity(resource)));
        List<Fields> evidences = event.objects("evidences");
        if (!draft.hasResources()) {
            for (Fields evidence : evidences) {
                for (String part : List.of("resource", "device", "databucket", "database", "container")) {
                    if (evidence.raw(part).isObject()) {
                        draft.resource(identity(evidence.object(part)));
                    }
                }
            }
        }
        if (!draft.hasResources() && event.raw("device").isObject()) {
            draft.resource(identity(event.object("device")));
        }
        if (!draft.hasResources()) {
            draft.observables().stream()
                    .filter(observable -> observable.type().equalsIgnoreCase(RESOURCE_UID))
                    .forEach(observable -> draft.resource(observable.value()));
        }
    }

    private static @Nullable String identity(Fields resource) {
        return first(resource.id("uid"), resource.text("hostname"), resource.text("name"), resource.text("ip"));
    }

    private static void observables(Draft draft, Fields event, List<Fields> infos) {
        Stream.concat(
                        infos.stream()
                                .flatMap(info -> info.objects("related_events").stream())
                                .flatMap(related -> related.objects("observables").stream()),
                        event.objects("observables").stream())
                .forEach(observable -> {
                    JsonNode value = observable.raw("value");
                    if (value.isValueNode() && !value.isMissingNode()) {
                        Integer typeId = observable.number("type_id");
                        String type = first(
                                observable.text("type"),
                                typeId == null ? null : OBSERVABLE_TYPES.get(typeId),
                                "Unknown");
                        draft.observable(Objects.requireNonNull(type), value.asText());
                    } else if (!value.isMissingNode()) {
                        observable.problems().add(observable.field("value"), "must be a single value");
                    }
                });
    }

    /** Labels and tags, as {@code name:value}. */
    private static Set<String> labels(Fields event, Fields metadata, List<Fields> infos, Collection<Fields> resources) {
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
                String name = first(tag.text("name"), tag.text("key"));
                Stream.concat(tag.texts("value").stream(), tag.texts("values").stream())
                        .forEach(value -> found.add(name + ":" + value));
            }
        }
        return found;
    }

    @SafeVarargs
    private static <T> @Nullable T first(@Nullable T... values) {
        for (T text : values) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String firstOf(List<Fields> infos, Function<Fields, @Nullable String> of) {
        return infos.stream().map(of).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
