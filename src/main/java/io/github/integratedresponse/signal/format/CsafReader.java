package io.github.integratedresponse.signal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads security advisories of CSAF 2.0, and of 2.1 where it says the same in other places. A document is one finding. */
@Component
class CsafReader implements SignalReader {

    /** Notes that say what an advisory is about, the shortest first. */
    private static final List<String> TELLING = List.of("summary", "description", "general", "details");

    /** Profiles of CSAF 2.1 for advisories that hold no longer. */
    private static final Set<String> ENDED = Set.of("csaf_withdrawn", "csaf_superseded");

    private static final Set<String> TOUCHED =
            Set.of("first_affected", "known_affected", "last_affected", "under_investigation", "fixed", "first_fixed");

    @Override
    public String format() {
        return "csaf";
    }

    @Override
    public String taken() {
        return "CSAF 2.0";
    }

    @Override
    public boolean recognises(JsonNode item) {
        JsonNode document = item.path("document");
        return document.has("csaf_version") || document.has("tracking") || document.has("publisher");
    }

    @Override
    public @Nullable Finding read(JsonNode part, Envelope envelope, Problems problems) {
        Fields document = new Fields(part, "", problems).object("document");
        Fields tracking = document.object("tracking");
        Fields publisher = document.object("publisher");
        List<Glimpse> vulnerabilities =
                new Glimpse(part).each("vulnerabilities").toList();

        Instant first = Times.read(tracking, "initial_release_date");
        Instant current = Times.read(tracking, "current_release_date");
        Draft draft = new Draft()
                .source(Texts.first(publisher.text("name"), publisher.text("namespace")))
                .externalId(tracking.id("id"))
                .title(document.text("title"))
                .description(description(new Glimpse(document.node()), vulnerabilities))
                .findingType(findingType(document.text("category"), vulnerabilities))
                .severity(severity(document.object("aggregate_severity").text("text"), vulnerabilities))
                .activity(activity(document, first, current, vulnerabilities))
                .firstSeenAt(first)
                .reportedAt(current == null ? first : current);
        for (Glimpse vulnerability : vulnerabilities) {
            draft.observable(Observable.CVE, vulnerability.text("cve"));
            vulnerability
                    .each("ids")
                    .forEach(id -> draft.observable(
                            Objects.requireNonNullElse(id.text("system_name"), ObservableShape.UNKNOWN),
                            id.text("text")));
            weaknesses(vulnerability).forEach(cwe -> draft.observable(Observable.CWE, cwe));
        }
        CsafProducts.of(part).affected(vulnerabilities).forEach(product -> product.into(draft));
        Fields distribution = document.object("distribution");
        draft.tlp(distribution.object("tlp").text("label")).marking(distribution.text("text"));
        return draft.around(envelope)
                .finding(problems, "document.publisher.name", "document.tracking.id", "document.title");
    }

    private static @Nullable String description(Glimpse document, List<Glimpse> vulnerabilities) {
        Stream<Glimpse> notes = Stream.concat(
                document.each("notes"), vulnerabilities.stream().flatMap(vulnerability -> vulnerability.each("notes")));
        List<Glimpse> all = notes.toList();
        return TELLING.stream()
                .flatMap(category -> all.stream().filter(note -> category.equals(note.text("category"))))
                .map(note -> note.text("text"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The kind of document and the first weakness that it names: {@code csaf_security_advisory/CWE-787}. */
    private static @Nullable String findingType(@Nullable String category, List<Glimpse> vulnerabilities) {
        String weakness = vulnerabilities.stream()
                .flatMap(CsafReader::weaknesses)
                .findFirst()
                .orElse(null);
        return weakness == null ? category : Objects.requireNonNullElse(category, "csaf") + "/" + weakness;
    }

    /** CSAF 2.0 has one weakness, 2.1 a list of them. */
    private static Stream<String> weaknesses(Glimpse vulnerability) {
        return Stream.concat(vulnerability.each("cwe"), vulnerability.each("cwes"))
                .map(cwe -> cwe.text("id"))
                .filter(Objects::nonNull);
    }

    /** What the publisher says of the whole, else the worst score, else the worst that is told as an impact. */
    private static int severity(@Nullable String whole, List<Glimpse> vulnerabilities) {
        Integer named = Severity.named(whole);
        if (named != null) {
            return named;
        }
        int scored = vulnerabilities.stream()
                .flatMap(CsafReader::scores)
                .mapToInt(CsafReader::severity)
                .max()
                .orElse(Severity.UNKNOWN);
        return scored != Severity.UNKNOWN
                ? scored
                : vulnerabilities.stream()
                        .flatMap(vulnerability -> vulnerability.each("threats"))
                        .filter(threat -> "impact".equals(threat.text("category")))
                        .map(threat -> Severity.named(threat.text("details")))
                        .filter(Objects::nonNull)
                        .max(Integer::compareTo)
                        .orElse(Severity.UNKNOWN);
    }

    private static Stream<Glimpse> scores(Glimpse vulnerability) {
        return Stream.concat(
                        vulnerability.each("scores"),
                        vulnerability.each("metrics").map(metric -> metric.at("content")))
                .flatMap(score -> Stream.of("cvss_v4", "cvss_v3", "cvss_v2").map(score::at))
                .filter(Glimpse::isObject);
    }

    private static int severity(Glimpse cvss) {
        Integer named = Severity.named(cvss.text("baseSeverity"));
        var score = cvss.number(10, "baseScore");
        return named != null ? named : score == null ? Severity.UNKNOWN : Severity.ofScore(score);
    }

    /**
     * Ended by its publisher, or so far that every vulnerability is said to touch none of the products: then there is nothing to respond
     * to. A list of fixed products alone doesn't end it, because advisories are often published with the fixes and nothing else.
     */
    private static Finding.Activity activity(
            Fields document, @Nullable Instant first, @Nullable Instant current, List<Glimpse> vulnerabilities) {
        boolean untouched = !vulnerabilities.isEmpty()
                && vulnerabilities.stream()
                        .map(vulnerability -> vulnerability.at("product_status"))
                        .allMatch(status -> status.node().has("known_not_affected")
                                && TOUCHED.stream().noneMatch(status.node()::has));
        if (untouched || ENDED.contains(Objects.requireNonNullElse(document.text("category"), ""))) {
            return Finding.Activity.CLOSE;
        }
        return first == null || current == null || first.equals(current)
                ? Finding.Activity.CREATE
                : Finding.Activity.UPDATE;
    }
}
