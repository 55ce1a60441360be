package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Reads findings of OCSF 1.0 to 1.6, the way real tools emit them: with fields missing, unknown or loosely spelt. Only what would make
 * the platform guess is a problem.
 */
// most of what comes is of this format
@Order(Ordered.HIGHEST_PRECEDENCE)
@Component
class OcsfReader implements SignalReader {

    private static final int OTHER = 99;

    @Override
    public String format() {
        return "ocsf";
    }

    @Override
    public String taken() {
        return "OCSF 1.x (" + OcsfClass.TAKEN + ")";
    }

    @Override
    public boolean recognises(JsonNode finding) {
        return OcsfClass.isSaid(finding);
    }

    @Override
    public @Nullable Finding read(JsonNode part, Envelope envelope, Problems problems) throws NotTaken {
        Fields event = new Fields(part, "", problems);
        OcsfClass kind = OcsfClass.of(event);
        if (kind == null) {
            return null;
        }
        boolean incident = kind == OcsfClass.INCIDENT_FINDING;
        List<Fields> infos = infos(event, incident);
        Fields metadata = event.object("metadata");
        OcsfVulnerabilities vulnerabilities = OcsfVulnerabilities.of(event);

        String own = incident ? Texts.first(metadata.id("uid"), metadata.id("correlation_uid")) : null;
        String listed = firstOf(infos, info -> info.id("uid"));
        String title = Texts.first(
                incident ? null : firstOf(infos, info -> info.text("title")),
                event.text("message"),
                incident ? firstOf(infos, info -> info.text("title")) : null,
                firstOf(infos, info -> info.object("analytic").text("name")),
                vulnerabilities.title(),
                vulnerabilities.kind(),
                firstOf(infos, OcsfReader::type));
        Draft draft = new Draft()
                .source(source(metadata))
                .externalId(incident ? Texts.first(own, listed) : Texts.first(listed, metadata.id("uid")))
                .alias(own == null ? null : listed)
                .title(title)
                .description(description(event, infos, vulnerabilities))
                .findingType(findingType(event, kind, infos, vulnerabilities))
                .severity(severity(event, kind, vulnerabilities))
                .activity(OcsfActivity.of(event, kind))
                .firstSeenAt(firstSeen(event, infos))
                .reportedAt(reported(event, metadata, infos))
                .around(envelope);
        vulnerabilities.into(draft);
        OcsfEvidence evidence = new OcsfEvidence(event, infos, draft);
        evidence.read();
        List<Fields> resources = evidence.resources(vulnerabilities);
        new OcsfLabels(event, metadata, infos, resources).into(draft);
        resources.forEach(resource -> draft.product(resource.id("uid")).product(resource.text("name")));
        return draft.finding(
                problems,
                "metadata.product.name",
                incident ? "metadata.uid" : "finding_info.uid",
                incident ? "message" : "finding_info.title");
    }

    /** An incident finding has several; the old security finding called its one {@code finding}. */
    private static List<Fields> infos(Fields event, boolean incident) {
        List<Fields> infos = incident ? event.objects("finding_info_list") : List.of();
        if (!infos.isEmpty()) {
            return infos;
        }
        if (incident) {
            return event.objects("finding_info");
        }
        boolean old = !event.has("finding_info") && event.raw("finding").isObject();
        return List.of(event.object(old ? "finding" : "finding_info"));
    }

    private static @Nullable String source(Fields metadata) {
        JsonNode plain = metadata.raw("product");
        if (plain.isTextual()) {
            return plain.textValue().strip();
        }
        Fields product = metadata.object("product");
        String vendor = product.text("vendor_name");
        String name = Texts.first(product.text("name"), product.id("uid"));
        if (name == null && vendor == null) {
            return Texts.first(metadata.text("log_provider"), metadata.text("log_name"));
        }
        return vendor == null ? name : name == null ? vendor : vendor + "/" + name;
    }

    private static @Nullable String description(Fields event, List<Fields> infos, OcsfVulnerabilities vulnerabilities) {
        String said = Texts.first(event.text("desc"), firstOf(infos, info -> info.text("desc")));
        String told = vulnerabilities.told();
        return told.isEmpty() ? said : said == null ? told : said + "\n\n" + told;
    }

    /** Findings about one vulnerability or one control have that in common, whatever a tool calls the type. */
    private static @Nullable String findingType(
            Fields event, OcsfClass kind, List<Fields> infos, OcsfVulnerabilities vulnerabilities) {
        String type = firstOf(infos, OcsfReader::type);
        String analytic = firstOf(infos, info -> info.object("analytic").text("name"));
        String vulnerability = vulnerabilities.kind();
        Glimpse compliance = new Glimpse(event.node()).at("compliance");
        String control = Texts.first(
                compliance.text("control"),
                compliance
                        .each("checks")
                        .map(check -> check.firstText("uid", "name"))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
        return switch (kind) {
            case VULNERABILITY_FINDING -> Texts.first(vulnerability, type, analytic);
            case COMPLIANCE_FINDING -> Texts.first(control, type, analytic);
            default -> Texts.first(type, analytic, vulnerability, control);
        };
    }

    private static @Nullable String type(Fields info) {
        return info.texts("types").stream().findFirst().orElse(null);
    }

    private static int severity(Fields event, OcsfClass kind, OcsfVulnerabilities vulnerabilities) {
        Integer id = event.number("severity_id");
        Integer named = Severity.named(event.text("severity"));
        if (OcsfActivity.hasPassed(event, kind)) {
            return Severity.INFORMATIONAL;
        }
        if (id == null || id == OTHER || id == Severity.UNKNOWN) {
            return named != null && named != Severity.UNKNOWN ? named : vulnerabilities.severity();
        }
        event.problems().addIf(id < 0 || id > Severity.FATAL, "severity_id", "must be between 0 and 6, or 99");
        return id;
    }

    private static @Nullable Instant firstSeen(Fields event, List<Fields> infos) {
        // every time is read, so that every wrong one is named
        List<@Nullable Instant> fallbacks = new ArrayList<>();
        fallbacks.add(Times.read(event, "start_time"));
        Instant seen = times(infos, "first_seen_time").min(Instant::compareTo).orElse(null);
        fallbacks.add(times(infos, "created_time").min(Instant::compareTo).orElse(null));
        fallbacks.add(Times.read(event, "time"));
        return seen != null
                ? seen
                : fallbacks.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The latest that it says: a tool that closes a finding may keep the time at which it last changed. */
    private static @Nullable Instant reported(Fields event, Fields metadata, List<Fields> infos) {
        return Stream.concat(
                        times(infos, "modified_time"),
                        Stream.of(Times.read(metadata, "modified_time"), Times.read(event, "time"))
                                .filter(Objects::nonNull))
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static Stream<Instant> times(List<Fields> infos, String name) {
        return infos.stream().map(info -> Times.read(info, name)).filter(Objects::nonNull);
    }

    private static @Nullable String firstOf(List<Fields> infos, Function<Fields, @Nullable String> of) {
        return infos.stream().map(of).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
