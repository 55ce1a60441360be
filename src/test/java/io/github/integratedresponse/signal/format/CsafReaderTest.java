package io.github.integratedresponse.signal.format;

import static io.github.integratedresponse.signal.format.ExampleSignals.example;
import static io.github.integratedresponse.signal.format.ExampleSignals.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsafReaderTest {

    private final CsafReader reader = new CsafReader();

    @Test
    void anAdvisoryIsReadInFull() throws Exception {
        Finding finding = read(example("csaf/advisory"));

        assertThat(finding.source()).isEqualTo("Example Gateway PSIRT");
        assertThat(finding.externalId()).isEqualTo("EXGW-2026-0042");
        assertThat(finding.title()).isEqualTo("Example Gateway: replayed requests and writing outside the cache");
        assertThat(finding.description()).startsWith("Signed requests to the Example Gateway can be replayed");
        assertThat(finding.findingType()).isEqualTo("csaf_security_advisory/CWE-294");
        assertThat(finding.severityId()).as("important, as the vendor says").isEqualTo(4);
        assertThat(finding.techniques()).isEmpty();
        assertThat(finding.actors()).isEmpty();
        assertThat(finding.resources())
                .as("affected, not fixed and not unaffected")
                .containsExactly(
                        "Example Gateway 4.1", "Example Gateway 4.1 on Example Appliance", "Example Gateway 4.2");
        assertThat(finding.productNames())
                .contains("PRD-1004", "Example Gateway 4.1", "pkg:generic/example-gateway@4.1")
                .doesNotContain("Example Gateway 4.3", "Example Appliance");
        assertThat(finding.observables())
                .containsExactly(
                        new Observable("CVE", "CVE-2026-10042"),
                        new Observable("Example Gateway issue", "GW-7311"),
                        new Observable("CWE", "CWE-294"),
                        new Observable("CVE", "CVE-2026-10043"),
                        new Observable("CWE", "CWE-22"),
                        new Observable("CPE", "cpe:2.3:a:example:gateway:4.1:*:*:*:*:*:*:*"),
                        new Observable("Package", "pkg:generic/example-gateway@4.1"));
        assertThat(finding.tlp()).isEqualTo("AMBER");
        assertThat(finding.markings()).containsExactly("Share with those who run the affected releases.");
        assertThat(finding.activity()).isEqualTo(Finding.Activity.UPDATE);
        assertThat(finding.firstSeenAt()).isEqualTo("2026-11-20T09:00:00Z");
        assertThat(finding.reportedAt()).isEqualTo("2026-11-25T12:00:00Z");
    }

    @Test
    void aStatementThatNothingIsAffectedCloses() throws Exception {
        Finding finding = read(example("csaf/vex-not-affected"));

        assertThat(finding.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(finding.findingType()).isEqualTo("csaf_vex");
        assertThat(finding.resources()).isEmpty();
        assertThat(finding.description()).startsWith("The cache that the header reaches");
        assertThat(finding.tlp()).isEqualTo("CLEAR");
    }

    @Test
    void withoutAWordForTheWholeTheWorstScoreCounts() throws Exception {
        Finding finding =
                read(changed(advisory -> ((ObjectNode) advisory.get("document")).remove("aggregate_severity")));

        assertThat(finding.severityId()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scores\": [{\"cvss_v2\": {\"baseScore\": 6.8}}]} | 3",
                "{\"metrics\": [{\"content\": {\"cvss_v4\": {\"baseScore\": 9.3, \"baseSeverity\": \"CRITICAL\"}}}]} | 5",
                "{\"threats\": [{\"category\": \"impact\", \"details\": \"Moderate\"}]} | 3",
                "{\"threats\": [{\"category\": \"exploit_status\", \"details\": \"High\"}]} | 0"
            })
    void scoresAreReadWhereverVersionsPutThem(String vulnerability, int severity) throws Exception {
        Finding finding = read(changed(advisory -> {
            ((ObjectNode) advisory.get("document")).remove("aggregate_severity");
            advisory.putArray("vulnerabilities").add(item(vulnerability));
        }));

        assertThat(finding.severityId()).isEqualTo(severity);
    }

    @Test
    void advisoriesThatHoldNoLongerAreClosed() throws Exception {
        assertThat(read(changed(advisory -> ((ObjectNode) advisory.get("document")).put("category", "csaf_withdrawn")))
                        .activity())
                .isEqualTo(Finding.Activity.CLOSE);
    }

    @Test
    void productsThatNobodyNamesAreCalledByTheirIds() throws Exception {
        assertThat(read(changed(advisory -> advisory.remove("product_tree"))).resources())
                .containsExactly("PRD-1004", "APPL:GW-4.1", "GW-4.2");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Problems problems = new Problems();

        assertThat(reader.read(
                        item("{\"document\": {\"csaf_version\": \"2.0\", \"tracking\": {\"id\": \" \"}}}"), problems))
                .isNull();
        assertThat(problems.list())
                .extracting(Problem::field)
                .containsExactly("document.publisher.name", "document.tracking.id", "document.title");
    }

    private Finding read(String text) {
        return read(item(text));
    }

    private Finding read(JsonNode item) {
        return ExampleSignals.read(reader, item);
    }

    private static JsonNode changed(Consumer<ObjectNode> change) throws IOException {
        return ExampleSignals.changed("csaf/advisory", change);
    }
}
