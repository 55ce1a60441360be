package io.github.integratedresponse.signal.format;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The vulnerabilities that a finding of OCSF is about. */
record OcsfVulnerabilities(List<Glimpse> all) {

    private static final int MOST_TOLD = 20;

    static OcsfVulnerabilities of(Fields event) {
        return new OcsfVulnerabilities(event.objects("vulnerabilities").stream()
                .map(fields -> new Glimpse(fields.node()))
                .toList());
    }

    /** What all findings about the first one share, wherever it was found: its CVE, else an advisory, else its weakness, else its title. */
    @Nullable
    String kind() {
        return Stream.<java.util.function.Function<Glimpse, @Nullable String>>of(
                        one -> one.text("cve", "uid"),
                        one -> one.text("advisory", "uid"),
                        one -> weaknesses(one).findFirst().orElse(null),
                        one -> one.text("title"))
                .flatMap(of -> all.stream().map(of))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    String title() {
        return all.stream()
                .map(one -> one.text("title") == null ? one.text("cve", "title") : one.text("title"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The worst that any of them says. */
    int severity() {
        return all.stream().mapToInt(OcsfVulnerabilities::severity).max().orElse(Severity.UNKNOWN);
    }

    void into(Draft draft) {
        for (Glimpse one : all) {
            draft.observable(Observable.CVE, one.text("cve", "uid"));
            weaknesses(one).forEach(cwe -> draft.observable(Observable.CWE, cwe));
            draft.observable("Advisory", one.text("advisory", "uid"));
            one.each("advisory", "related_cves").forEach(cve -> draft.observable(Observable.CVE, cve.text("uid")));
            packages(one).forEach(found -> draft.observable(Observable.PACKAGE, named(found)));
        }
    }

    /** What was hit, where nothing else says so. */
    Stream<String> packages() {
        return all.stream()
                .flatMap(OcsfVulnerabilities::packages)
                .map(OcsfVulnerabilities::named)
                .filter(Objects::nonNull);
    }

    /** For people: what is known of each, in a line. */
    String told() {
        Set<String> lines = new LinkedHashSet<>();
        all.stream().limit(MOST_TOLD).map(OcsfVulnerabilities::line).forEach(lines::add);
        lines.remove("");
        if (all.size() > MOST_TOLD) {
            lines.add("and " + (all.size() - MOST_TOLD) + " more");
        }
        return String.join("\n", lines);
    }

    private static String line(Glimpse one) {
        String name = Stream.of(one.text("cve", "uid"), one.text("advisory", "uid"), one.text("title"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        BigDecimal score = score(one);
        boolean exploited = one.isTrue("is_exploit_available") || one.text("exploit_last_seen_time") != null;
        String fixes = packages(one)
                .filter(found -> found.text("fixed_in_version") != null)
                .map(found -> found.text("name") + " " + found.text("fixed_in_version"))
                .distinct()
                .limit(MOST_TOLD)
                .collect(Collectors.joining(", "));
        return Stream.of(
                        name,
                        score == null ? "" : "CVSS " + score.toPlainString(),
                        exploited ? "an exploit is known" : "",
                        fixes.isEmpty() ? "" : "fixed in " + fixes)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static int severity(Glimpse one) {
        Integer named = Severity.named(one.text("severity"));
        BigDecimal score = score(one);
        return named != null ? named : score == null ? Severity.UNKNOWN : Severity.ofScore(score);
    }

    private static @Nullable BigDecimal score(Glimpse one) {
        return Stream.concat(one.each("cve", "cvss"), one.each("cvss"))
                .map(cvss -> {
                    BigDecimal overall = cvss.number(10, "overall_score");
                    return overall == null ? cvss.number(10, "base_score") : overall;
                })
                .filter(Objects::nonNull)
                .max(BigDecimal::compareTo)
                .orElse(null);
    }

    private static Stream<String> weaknesses(Glimpse one) {
        return Stream.of(
                        Stream.of(one.text("cwe", "uid"), one.text("cve", "cwe", "uid"), one.text("cve", "cwe_uid")),
                        one.each("cve", "related_cwes").map(cwe -> cwe.text("uid")))
                .flatMap(found -> found)
                .filter(Objects::nonNull);
    }

    /** OCSF 1.0 called them {@code packages}. */
    private static Stream<Glimpse> packages(Glimpse one) {
        return Stream.concat(one.each("affected_packages"), one.each("packages"));
    }

    private static @Nullable String named(Glimpse found) {
        String purl = found.text("purl");
        String name = found.text("name");
        String version = found.text("version");
        return purl != null ? purl : name == null || version == null ? name : name + "@" + version;
    }
}
