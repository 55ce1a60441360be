package io.github.integratedresponse.signal.format;

import static io.github.integratedresponse.signal.format.ExampleSignals.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphReaderTest {

    private final GraphReader reader = new GraphReader();

    @Test
    void anAlertIsReadInFull() throws Exception {
        Finding finding = read(example("alert"));

        assertThat(finding.source()).isEqualTo("Microsoft Defender For Endpoint");
        assertThat(finding.externalId()).isEqualTo("da638992113344556677_-118203344");
        assertThat(finding.alias()).isEqualTo("638992113344556677_-118203344");
        assertThat(finding.title()).isEqualTo("Credential theft tool was run on an administrator device");
        assertThat(finding.findingType()).isEqualTo("CredentialAccess/ExampleCreds");
        assertThat(finding.severityId()).isEqualTo(4);
        assertThat(finding.activity()).isEqualTo(Finding.Activity.CREATE);
        assertThat(finding.techniques()).containsExactly("T1003", "T1003.001");
        assertThat(finding.resources()).containsExactly("paw-021.example.net", "svc-backup@example.com");
        assertThat(finding.actors()).containsExactly("Example Storm", "svc-backup@example.com");
        assertThat(finding.productNames()).contains("PRD-1015");
        assertThat(finding.tlp()).isEqualTo("AMBER");
        assertThat(finding.firstSeenAt()).isEqualTo("2026-11-23T05:28:44.9081245Z");
        assertThat(finding.reportedAt()).isEqualTo("2026-11-23T05:40:11.3033333Z");
        assertThat(finding.observables())
                .contains(
                        new Observable("Hostname", "paw-021.example.net"),
                        new Observable("IP Address", "203.0.113.45"),
                        new Observable("IP Address", "192.0.2.221"),
                        new Observable("User Name", "EXAMPLE\\hannah.kim"),
                        new Observable("File Name", "dbgtool.exe"),
                        new Observable("Hash", "5f1c8ae3b8a2c91d2d1f86ac5fbdfe1f2b0e9d11"),
                        new Observable("Command Line", "dbgtool.exe -p 744"),
                        new Observable("Threat Name", "HackTool:Win64/ExampleCreds"));
    }

    @Test
    void aPageOfIncidentsHoldsOneFindingForEach() throws Exception {
        List<JsonNode> parts = reader.parts(example("incidents-page"));
        assertThat(parts).hasSize(2);

        Finding open = read(parts.get(0));
        assertThat(open.source()).isEqualTo("Microsoft/Defender XDR");
        assertThat(open.externalId()).isEqualTo("00000000-0000-0000-0000-00000000a001/incidents/4107");
        assertThat(open.title()).isEqualTo("Sign-in secrets were read on an administrator device");
        assertThat(open.findingType()).isEqualTo("CredentialAccess/ExampleCreds");
        assertThat(open.techniques()).containsExactly("T1003.001", "T1114.003");
        assertThat(open.resources()).containsExactly("paw-021.example.net", "hannah.kim@example.com");
        assertThat(open.observables())
                .contains(
                        new Observable("Alert", "ed638992115501230000_99120"),
                        new Observable("URL String", "https://drop.example.org/in"));
        assertThat(open.tlp()).isEqualTo("AMBER_STRICT");
        assertThat(open.correlationKey())
                .as("its alert is about the same")
                .isEqualTo(read(example("alert")).correlationKey());

        Finding resolved = read(parts.get(1));
        assertThat(resolved.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(resolved.reportedAt()).isEqualTo(Instant.parse("2026-11-23T08:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "new,CREATE",
        "active,CREATE",
        "inProgress,UPDATE",
        "awaitingAction,UPDATE",
        "unknownFutureValue,UPDATE",
        "resolved,CLOSE",
        "redirected,CLOSE"
    })
    void theStatusSaysWhatWasDone(String status, Finding.Activity expected) throws Exception {
        assertThat(read(item("{\"alertWebUrl\": \"x\", \"id\": \"1\", \"title\": \"t\", \"serviceSource\": \"s\","
                                + " \"status\": \"" + status + "\"}"))
                        .activity())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@odata.type\": \"#microsoft.graph.security.alert\"}",
                "{\"@odata.type\": \"microsoft.graph.security.incident\"}",
                "{\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2\", \"value\": []}",
                "{\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#security/incidents/$entity\", \"id\": \"1\"}",
                "{\"value\": [{\"alertWebUrl\": \"x\"}]}",
                "{\"value\": [{\"subscriptionId\": \"x\", \"changeType\": \"updated\"}]}",
                "{\"serviceSource\": \"x\", \"detectionSource\": \"y\"}",
            })
    void itIsKnownByItsTypeItsContextOrItsFields(String text) {
        assertThat(reader.recognises(item(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"value\": 1}", "{\"value\": [1]}", "{\"class_uid\": 2004}", "{\"type\": \"bundle\"}"})
    void whatIsSomethingElseIsLeftToOthers(String text) {
        assertThat(reader.recognises(item(text))).isFalse();
    }

    @Test
    void whatHoldsNoAlertIsNotTakenWithTheReason() {
        assertThatThrownBy(
                        () -> read(
                                item(
                                        "{\"subscriptionId\": \"x\", \"changeType\": \"updated\", \"resource\": \"security/alerts_v2/1\"}")))
                .isInstanceOf(SignalReader.NotTaken.class)
                .hasMessageContaining("get the alert or incident itself");
        assertThatThrownBy(() -> read(item("{\"@odata.type\": \"#microsoft.graph.alert\", \"id\": \"1\"}")))
                .isInstanceOf(SignalReader.NotTaken.class)
                .hasMessageContaining("those of alerts_v2 are");
    }

    @Test
    void everyProblemIsNamedAtOnce() throws Exception {
        Problems problems = new Problems();
        Finding finding = reader.read(
                item("{\"alertWebUrl\": \"x\", \"title\": 7, \"createdDateTime\": \"soon\", \"mitreTechniques\": 3,"
                        + " \"serviceSource\": \"unknown\", \"evidence\": 9}"),
                problems);

        assertThat(finding).isNull();
        assertThat(problems.list().stream().map(Problem::field).distinct())
                .containsExactlyInAnyOrder("title", "createdDateTime", "mitreTechniques", "serviceSource", "id");
    }

    @Test
    void labelsOfSensitivityAndWhatRunsInCloudsAreCarriedOver() throws Exception {
        Finding finding = read(
                item(
                        """
                {"alertWebUrl": "x", "id": "1", "title": "t", "serviceSource": "microsoftDefenderForCloud",
                 "evidence": [
                   {"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": "a"}},
                   {"@odata.type": "#microsoft.graph.security.azureResourceEvidence", "resourceId": "/subscriptions/1/vm"},
                   {"@odata.type": "#microsoft.graph.security.amazonResourceEvidence", "amazonResourceId": "arn:aws:s3:::b",
                    "roles": ["contextual"]},
                   {"@odata.type": "#microsoft.graph.security.fileEvidence",
                    "fileDetails": {"fileName": "plan.docx", "sensitivityLabel": {"displayName": "Highly Confidential"}}},
                   {"@odata.type": "#microsoft.graph.security.fileHashEvidence", "algorithm": "sha256", "value": "abc"},
                   {"@odata.type": "#microsoft.graph.security.dnsEvidence", "domainName": "drop.example.org",
                    "hostIpAddress": {"ipAddress": "192.0.2.9"}}, 7, null]}
                """));

        assertThat(finding.resources()).containsExactly("/subscriptions/1/vm", "a");
        assertThat(finding.markings()).containsExactly("Sensitivity label: Highly Confidential");
        assertThat(finding.observables())
                .contains(new Observable("Hash", "abc"), new Observable("Hostname", "drop.example.org"));
    }

    private static JsonNode example(String name) throws IOException {
        return item(ExampleSignals.example("microsoft-graph/" + name));
    }

    private Finding read(JsonNode part) throws SignalReader.NotTaken {
        Problems problems = new Problems();
        Finding finding = reader.read(part, problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(finding);
    }
}
