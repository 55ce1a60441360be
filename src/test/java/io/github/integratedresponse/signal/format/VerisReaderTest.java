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

class VerisReaderTest {

    private final VerisReader reader = new VerisReader();

    @Test
    void anIncidentIsReadInFull() throws Exception {
        Finding finding = read(example("veris/incident"));

        assertThat(finding.source()).isEqualTo("Example Response Team");
        assertThat(finding.externalId()).isEqualTo("7b2d9c4e-1f60-4a83-b5d7-90c3e8f14a26");
        assertThat(finding.title())
                .isEqualTo("Stolen credentials of a partner were used to read exports of customer data.");
        assertThat(finding.description())
                .contains("The partner noticed sign-ins at night")
                .contains("Actions: malware/Capture app data, hacking/Use of stolen creds")
                .contains("Assets: S - Web application, S - Database")
                .contains("Data: Personal, Credentials")
                .contains("Notes: The partner has changed the credentials.");
        assertThat(finding.findingType()).isEqualTo("malware/Capture app data");
        assertThat(finding.severityId()).as("painful").isEqualTo(4);
        assertThat(finding.techniques()).containsExactly("T1078", "T1530");
        assertThat(finding.actors()).containsExactly("Amber Crane");
        assertThat(finding.resources()).containsExactly("PRD-1022/S - Web application", "PRD-1022/S - Database");
        assertThat(finding.productNames()).containsExactly("PRD-1022");
        assertThat(finding.observables())
                .containsExactly(
                        new Observable("IP Address", "198.51.100.77"),
                        new Observable("Hostname", "cdn-theme.example.net"),
                        new Observable("Hash", "6f1d3c0a52b847e99c0d1e2f3a4b5c6d7e8f90123456789abcdef0123456789a"),
                        new Observable("Malware", "GreyHeron"),
                        new Observable("Campaign", "night-exports"),
                        new Observable("CVE", "CVE-2026-10042"),
                        new Observable("CVE", "CVE-2026-10043"));
        assertThat(finding.tlp()).isNull();
        assertThat(finding.markings()).isEmpty();
        assertThat(finding.activity()).isEqualTo(Finding.Activity.UPDATE);
        assertThat(finding.firstSeenAt()).isEqualTo("2026-11-19T00:00:00Z");
        assertThat(finding.reportedAt()).isEqualTo("2026-11-25T16:30:00Z");
    }

    @Test
    void aNearMissIsOfLowSeverity() throws Exception {
        Finding finding = read(example("veris/near-miss"));

        assertThat(finding.severityId()).isEqualTo(2);
        assertThat(finding.findingType()).isEqualTo("error/Misdelivery");
        assertThat(finding.activity()).isEqualTo(Finding.Activity.CREATE);
        assertThat(finding.actors()).isEmpty();
        assertThat(finding.resources()).as("nobody says whose mail").isEmpty();
        assertThat(finding.firstSeenAt()).as("a year is not a day").isNull();
    }

    @Test
    void aFalsePositiveIsOverBeforeItBegins() throws Exception {
        Finding finding = read(changed(incident -> incident.put("security_incident", "False positive")));

        assertThat(finding.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(finding.severityId()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"confidentiality\": {\"data_disclosure\": \"Yes\"}} | 4",
                "{\"confidentiality\": {\"data_disclosure\": \"Potentially\"}} | 3",
                "{\"confidentiality\": {\"data_disclosure\": \"No\"}} | 2",
                "{\"confidentiality\": {\"data_disclosure\": \"No\"}, \"availability\": {\"variety\": [\"Obscuration\"]}} | 4",
                "{\"integrity\": {\"variety\": [\"Log tampering\"]}} | 3",
                "{\"availability\": {\"variety\": [\"Degradation\"]}} | 3",
                "{\"unknown\": {}} | 0"
            })
    void whereNobodyRatedTheImpactWhatHappenedCounts(String attribute, int severity) throws Exception {
        Finding finding = read(changed(incident -> {
            incident.remove("impact");
            incident.set("attribute", item(attribute));
        }));

        assertThat(finding.severityId()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"year\": 2026, \"month\": 11} | 2026-11-01T00:00:00Z",
                "{\"year\": \"2026\", \"month\": \"3\", \"day\": 0} | 2026-03-01T00:00:00Z",
                "{\"year\": 2026} | -",
                "{} | -"
            })
    void theFirstDayThatItMayHaveBeenIsTaken(String date, String expected) throws Exception {
        Finding finding =
                read(changed(incident -> ((ObjectNode) incident.get("timeline")).set("incident", item(date))));

        assertThat(finding.firstSeenAt() == null ? null : finding.firstSeenAt().toString())
                .isEqualTo(expected);
    }

    @Test
    void whatIsMissingOrNoDateIsNamed() throws Exception {
        Problems problems = new Problems();

        assertThat(reader.read(
                        item(
                                "{\"action\": {}, \"actor\": {}, \"timeline\": {\"incident\": {\"year\": 2026, \"month\": 2, \"day\": 30}}}"),
                        problems))
                .isNull();
        assertThat(problems.list())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("timeline.incident", "incident_id", "summary");
    }

    @Test
    void withoutASummaryTheActionIsTheTitle() throws Exception {
        Finding finding = read(changed(incident -> {
            incident.remove("summary");
            incident.remove("source_id");
        }));

        assertThat(finding.title()).isEqualTo("Incident: malware/Capture app data");
        assertThat(finding.source()).isEqualTo("VERIS, source not named");
    }

    private Finding read(String text) {
        return read(item(text));
    }

    private Finding read(JsonNode item) {
        return ExampleSignals.read(reader, item);
    }

    private static JsonNode changed(Consumer<ObjectNode> change) throws IOException {
        return ExampleSignals.changed("veris/incident", change);
    }
}
