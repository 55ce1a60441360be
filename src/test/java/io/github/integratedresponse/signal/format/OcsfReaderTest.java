package io.github.integratedresponse.signal.format;

import static io.github.integratedresponse.signal.format.ExampleSignals.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfReaderTest {

    private final OcsfReader reader = new OcsfReader();

    @Test
    void aDetectionFindingIsReadInFull() throws Exception {
        Finding finding = read(example("01-audit-trail-disabled"));

        assertThat(finding.source()).isEqualTo("Example Security/Cloud Watchtower");
        assertThat(finding.externalId()).isEqualTo("wt-2026-004417");
        assertThat(finding.findingType()).isEqualTo("Defense Evasion/Audit Trail Disabled");
        assertThat(finding.techniques()).containsExactly("T1562.008");
        assertThat(finding.resources())
                .containsExactly("arn:aws:cloudtrail:eu-central-1:111122223333:trail/org-foundation-trail");
        assertThat(finding.productNames()).contains("PRD-1003");
        assertThat(finding.observables()).contains(new Observable("IP Address", "198.51.100.23"));
        assertThat(finding.firstSeenAt()).isEqualTo(Instant.ofEpochMilli(1794795065000L));
        assertThat(finding.correlationKey())
                .isEqualTo("Defense Evasion/Audit Trail Disabled|"
                        + finding.resources().get(0));
    }

    @Test
    void theSameFindingDeliveredAgainHasTheSameIdentity() throws Exception {
        Finding first = read(example("01-audit-trail-disabled"));
        Finding again = read(example("08-duplicate-of-01"));

        assertThat(again.source()).isEqualTo(first.source());
        assertThat(again.externalId()).isEqualTo(first.externalId());
    }

    @Test
    void anIncidentFindingGathersWhatItsFindingsSay() throws Exception {
        Finding finding = read(example("09-incident-finding"));

        assertThat(finding.externalId()).isEqualTo("nl-inc-0412");
        assertThat(finding.alias()).isEqualTo("wt-2026-004417");
        assertThat(finding.title()).isEqualTo("Audit trails switched off in two accounts");
        assertThat(finding.description()).startsWith("Audit trails of two accounts");
        assertThat(finding.findingType()).isEqualTo("Defense Evasion/Audit Trail Disabled");
        assertThat(finding.productNames()).contains("PRD-1003", "PRD-1023");
        assertThat(finding.techniques()).containsExactly("T1562.008");
        assertThat(finding.resources())
                .containsExactly(
                        "arn:aws:cloudtrail:eu-central-1:111122223333:trail/org-foundation-trail",
                        "arn:aws:cloudtrail:eu-west-1:444455556666:trail/datalake-audit");
        assertThat(finding.firstSeenAt()).isEqualTo(Instant.ofEpochMilli(1794795065000L));
    }

    @Test
    void productsAreFoundInLabelsAndInTags() throws Exception {
        assertThat(read(example("04-public-bucket-personal-data")).productNames())
                .contains("PRD-1022");
        assertThat(read(example("03-credential-stuffing")).productNames()).contains("PRD-1031", "PRD-1011");
    }

    @Test
    void timesAsTextAreRead() throws Exception {
        Finding finding = read(example("11-time-as-text"));

        assertThat(finding.firstSeenAt()).isEqualTo("2026-11-23T11:14:12Z");
        assertThat(finding.techniques()).containsExactly("T1078.004");
    }

    @Test
    void everyExampleButTheOneThatIsNoFindingIsRead() throws Exception {
        try (Stream<Path> files = Files.list(ExampleSignals.FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")
                            && !path.toString().contains("99-"))
                    .toList()) {
                for (JsonBody.Item item :
                        JsonBody.read(Files.readString(file), 100).items()) {
                    Problems problems = new Problems();
                    assertThat(reader.recognises(item.value())).isTrue();
                    assertThat(reader.read(item.value(), problems))
                            .as("%s: %s", file, problems.list())
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void aVulnerabilityFindingIsAboutItsCve() throws Exception {
        Finding finding = read(example("13-vulnerability-finding"));

        assertThat(finding.externalId()).isEqualTo("pl-79442");
        assertThat(finding.findingType()).isEqualTo("CVE-2024-3094");
        assertThat(finding.severityId()).isEqualTo(5);
        assertThat(finding.activity()).isEqualTo(Finding.Activity.CREATE);
        assertThat(finding.resources()).containsExactly("agent-17.build.example.net", "agent-18.build.example.net");
        assertThat(finding.productNames()).contains("PRD-1002");
        assertThat(finding.techniques()).containsExactly("T1195.002");
        assertThat(finding.observables())
                .containsExactly(
                        new Observable("CVE", "CVE-2024-3094"),
                        new Observable("CWE", "CWE-506"),
                        new Observable("Package", "pkg:deb/debian/xz-utils@5.6.1-1"));
        assertThat(finding.description())
                .startsWith("Two build agents carry")
                .endsWith("\n\nCVE-2024-3094, CVSS 10.0, an exploit is known, fixed in xz-utils 5.6.1+really5.4.5-1");
        assertThat(finding.tlp()).isEqualTo("AMBER");
        assertThat(finding.reportedAt()).isEqualTo(Instant.ofEpochMilli(1795412700000L));
    }

    @Test
    void aVulnerabilityThatWasResolvedIsClosed() throws Exception {
        Finding finding = read(example("15-vulnerability-resolved"));

        assertThat(finding.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(finding.externalId()).isEqualTo("pl-79442");
        assertThat(finding.findingType()).isEqualTo("CVE-2024-3094");
    }

    @Test
    void aVulnerabilityFindingOfTheFirstVersionIsRead() throws Exception {
        Finding finding = read(
                """
                {"class_uid": 2002, "metadata": {"product": {"name": "Tool"}}, "finding_info": {"uid": "1"},
                 "vulnerabilities": [{"title": "Overflow", "cve": {"uid": "CVE-2020-1", "cwe_uid": "CWE-121",
                   "cvss": {"version": "3.0", "base_score": "7.4"}}, "packages": [{"name": "lib", "version": "1"}],
                   "kb_articles": ["KB1"], "fix_available": true}, {"cve": {"uid": "CVE-2020-2"}}]}
                """);

        assertThat(finding.title()).isEqualTo("Overflow");
        assertThat(finding.findingType()).isEqualTo("CVE-2020-1");
        assertThat(finding.severityId()).isEqualTo(4);
        assertThat(finding.resources()).containsExactly("lib@1");
        assertThat(finding.observables())
                .contains(new Observable("CWE", "CWE-121"), new Observable("CVE", "CVE-2020-2"));
    }

    @Test
    void aComplianceFindingIsAboutItsControl() throws Exception {
        Finding failed = read(example("14-compliance-finding"));
        assertThat(failed.findingType()).isEqualTo("LT-6");
        assertThat(failed.severityId()).isEqualTo(3);
        assertThat(failed.activity()).isEqualTo(Finding.Activity.CREATE);

        Finding passed = read(example("14-compliance-finding")
                .replace("\"status_id\": 3,", "\"status_id\": 1,")
                .replace("\"Fail\"", "\"Pass\""));
        assertThat(passed.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(passed.severityId()).isEqualTo(1);
        assertThat(passed.correlationKey()).isEqualTo(failed.correlationKey());
    }

    @Test
    void theOldSecurityFindingIsRead() throws Exception {
        Finding finding = read(
                """
                {"class_uid": 2001, "activity_id": 1, "state_id": 4, "time": 1794795065000, "severity_id": 3,
                 "metadata": {"version": "1.0.0", "product": {"name": "Tool", "vendor_name": "Test"}},
                 "attacks": [{"technique": {"uid": "T1110"}, "tactics": [{"uid": "TA0006"}]}],
                 "finding": {"uid": "f-1", "title": "Many sign-ins failed", "types": ["Guessing"]},
                 "resources": [{"uid": "door.example.net"}]}
                """);

        assertThat(finding.externalId()).isEqualTo("f-1");
        assertThat(finding.title()).isEqualTo("Many sign-ins failed");
        assertThat(finding.techniques()).containsExactly("T1110");
        assertThat(finding.activity()).isEqualTo(Finding.Activity.CLOSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2004|\"x\": 1|CREATE",
                "2004|\"activity_id\": 2|UPDATE",
                "2004|\"activity_id\": 3|CLOSE",
                "2004|\"activity_id\": 99|OTHER",
                "2004|\"activity_name\": \"close\"|CLOSE",
                "2004|\"type_uid\": 200402|UPDATE",
                "2004|\"type_name\": \"Detection Finding: Close\"|CLOSE",
                "2004|\"activity_id\": 2, \"status_id\": 2|UPDATE",
                "2004|\"activity_id\": 2, \"status_id\": 3|CLOSE",
                "2004|\"activity_id\": 2, \"status_id\": 4|CLOSE",
                "2004|\"activity_id\": 2, \"status_id\": 5|CLOSE",
                "2004|\"activity_id\": 2, \"status_id\": 6|CLOSE",
                "2004|\"activity_id\": 2, \"status\": \"Resolved\"|CLOSE",
                "2004|\"activity_id\": 2, \"status_id\": 99, \"status\": \"archived\"|CLOSE",
                "2005|\"activity_id\": 2, \"status_id\": 3|UPDATE",
                "2005|\"activity_id\": 2, \"status_id\": 4|CLOSE",
                "2005|\"activity_id\": 2, \"status_id\": 5|CLOSE",
                "2006|\"activity_id\": 4|CLOSE",
                "2007|\"activity_id\": 1|CREATE",
                "2008|\"activity_id\": 1|CREATE",
            })
    void whateverEndsAFindingClosesIt(int kind, String fields, Finding.Activity expected) throws Exception {
        assertThat(read(minimal(fields).replace("2004, \"metadata\"", kind + ", \"metadata\""))
                        .activity())
                .isEqualTo(expected);
    }

    @Test
    void whoDidItIsRead() throws Exception {
        Finding finding = read(
                minimal(
                        """
                "evidences": [{"actor": {"user": {"name": "ci", "uid": "arn:aws:sts::1:ci"}}, "src_endpoint": {"ip": "192.0.2.1"}},
                  {"actor": {"user": {"name": "svc", "domain": "CORP"}}, "file": {"hashes": [{"value": "abc"}]}}, "odd", 7],
                "osint": [{"intrusion_sets": ["G0016"], "threat_actor": {"name": "Cozy"}, "tlp": "AMBER STRICT",
                  "type": "IP Address", "value": "192.0.2.2"}],
                "resources": [{"uid": "key-1", "role_id": 2}, {"uid": "bucket-1", "role_id": 1}]
                """));

        assertThat(finding.actors()).containsExactly("arn:aws:sts::1:ci", "CORP\\svc", "G0016", "Cozy", "key-1");
        assertThat(finding.resources()).containsExactly("bucket-1");
        assertThat(finding.observables())
                .contains(
                        new Observable("IP Address", "192.0.2.1"),
                        new Observable("IP Address", "192.0.2.2"),
                        new Observable("User Name", "ci"),
                        new Observable("Hash", "abc"));
        assertThat(finding.tlp()).isEqualTo("AMBER_STRICT");
    }

    @Test
    void howDataIsClassifiedIsCarriedOver() throws Exception {
        Finding finding = read(
                minimal(
                        """
                "databucket": {"name": "exports", "data_classifications": [{"confidentiality_id": 6}]},
                "resources": [{"uid": "b", "data_classification": {"confidentiality": "Secret"}}]
                """));

        assertThat(finding.markings())
                .containsExactlyInAnyOrder("Confidentiality: Restricted", "Confidentiality: Secret");
    }

    @Test
    void theFindingsOfRealToolsAreRead() throws Exception {
        Path folder = Stream.of(System.getProperty("shared.data", "../shared/data"), "../../shared/data")
                .map(path -> Path.of(path).resolve("ocsf"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(folder != null, "no folder of real findings beside the project");
        Objects.requireNonNull(folder);

        Finding finding = read(Files.readString(folder.resolve("detection-finding-guardduty.json")));
        assertThat(finding.source()).isEqualTo("Amazon/GuardDuty");
        assertThat(finding.findingType()).isEqualTo("TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled");
        assertThat(finding.firstSeenAt()).isEqualTo("2023-09-19T14:55:09Z");
        assertThat(finding.resources()).containsExactly("AWS::IAM::AccessKey:ASIATMJPC7EXAMPLE");
        assertThat(finding.severityId()).isEqualTo(2);

        String compliance = Files.readString(folder.resolve("compliance-finding-pci.json"));
        Finding failed = read(compliance);
        assertThat(failed.source()).isEqualTo("AWS/Security Hub");
        assertThat(failed.findingType()).isEqualTo("Config.1");
        assertThat(failed.resources()).containsExactly("AWS::::Account:111111111111");
        assertThat(failed.activity()).isEqualTo(Finding.Activity.UPDATE);
    }

    @Test
    void otherClassesAreNotTaken() {
        assertThatThrownBy(() -> read(example("99-authentication")))
                .isInstanceOf(SignalReader.NotTaken.class)
                .hasMessage(
                        "class_uid: class 3002 is not supported; of OCSF, findings are taken: classes 2001 to 2008");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"class_uid\": 2004",
                "\"class_uid\": \"2004\"",
                "\"class_uid\": 2004.0",
                "\"class_uid\": null, \"class_name\": \"Detection Finding\"",
                "\"class_uid\": \"detection_finding\"",
                "\"class_name\": \"detection_finding\"",
                "\"class_name\": \"DetectionFinding\"",
                "\"class_name\": \"DETECTION-FINDING\"",
                "\"class_name\": \"Detection Finding (2004)\"",
                "\"type_uid\": 200401",
                "\"type_name\": \"Detection Finding: Create\""
            })
    void theClassMayBeSpeltLoosely(String spelling) throws Exception {
        Finding finding = read(
                """
                {%s, "metadata": {"product": {"name": "Tool"}}, "finding_info": {"uid": "1", "title": "Something"}}
                """
                        .formatted(spelling));

        assertThat(finding.title()).isEqualTo("Something");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1794795065000|2026-11-16T02:11:05Z",
                "1794795065|2026-11-16T02:11:05Z",
                "1794795065.25|2026-11-16T02:11:05.250Z",
                "1794795065000000|2026-11-16T02:11:05Z",
                "1794795065000000000|2026-11-16T02:11:05Z",
                "1.794795065e12|2026-11-16T02:11:05Z",
                "\"1794795065000\"|2026-11-16T02:11:05Z",
                "\"2026-11-16T02:11:05Z\"|2026-11-16T02:11:05Z",
                "\"2026-11-16t02:11:05z\"|2026-11-16T02:11:05Z",
                "\"2026-11-16T03:11:05+01:00\"|2026-11-16T02:11:05Z",
                "\"2026-11-16T03:11:05+0100\"|2026-11-16T02:11:05Z",
                "\"2026-11-16T03:11:05.123456789+01\"|2026-11-16T02:11:05.123456789Z",
                "\"2026-11-16 02:11:05\"|2026-11-16T02:11:05Z",
                "\"2026-11-16 02:11:05 UTC\"|2026-11-16T02:11:05Z",
                "\"2026-11-16T02:11\"|2026-11-16T02:11:00Z",
                "\"2026-11-15\"|2026-11-15T00:00:00Z",
            })
    void timesAreReadInAnyForm(String written, String expected) throws Exception {
        Finding finding = read(minimal("\"time\": " + written));
        assertThat(finding.firstSeenAt()).isEqualTo(expected);

        Finding spelt = read(minimal("\"time_dt\": " + written));
        assertThat(spelt.firstSeenAt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "null", "\"\"", "\"0001-01-01T00:00:00Z\"", "\"1970-01-01T00:00:00Z\""})
    void aTimeThatIsNotSetIsMissing(String written) throws Exception {
        assertThat(read(minimal("\"time\": " + written)).firstSeenAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "true",
                "[]",
                "{}",
                "-5",
                "1e300",
                "1e999999999",
                "\"2026-13-01T00:00:00Z\"",
                "\"99999-01-01T00:00:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"+999999999-12-31T23:59:59Z\"",
                "99999999999999999999999999"
            })
    void whatIsNoTimeIsAProblem(String written) throws Exception {
        assertThat(problems(minimal("\"time\": " + written)))
                .extracting(Problem::field)
                .containsExactly("time");
    }

    @Test
    void everyProblemIsNamedAtOnce() throws Exception {
        List<Problem> problems = problems(
                """
                {"class_uid": 2004, "severity_id": "high", "time": "soon", "message": 5,
                 "finding_info": {"title": [], "attacks": 7, "first_seen_time": {}},
                 "metadata": {}, "resources": ["x"], "observables": "none"}
                """);

        assertThat(problems.stream().map(Problem::field).distinct())
                .containsExactlyInAnyOrder(
                        "severity_id",
                        "time",
                        "message",
                        "finding_info.title",
                        "finding_info.attacks",
                        "finding_info.first_seen_time",
                        "finding_info.uid",
                        "metadata.product.name",
                        "resources[0]",
                        "observables");
    }

    @Test
    void severityIsReadFromItsNameWhereTheNumberSaysNothing() throws Exception {
        assertThat(read(minimal("\"severity_id\": 99, \"severity\": \"HIGH\"")).severityId())
                .isEqualTo(4);
        assertThat(read(minimal("\"severity\": \"informational\"")).severityId())
                .isEqualTo(1);
        assertThat(read(minimal("\"severity\": \"purple\"")).severityId()).isZero();
        assertThat(problems(minimal("\"severity_id\": 7"))).hasSize(1);
    }

    @Test
    void findingsWithoutTypeShareTheKindOfTheirTitle() throws Exception {
        Finding finding = read(minimal("\"message\": \"Trail arn:aws:trail/x of 4711 was disabled\""));

        assertThat(finding.findingType()).isEqualTo("Trail * of * was disabled");
    }

    @Test
    void findingsWithoutAResourceDoNotAttractOthers() throws Exception {
        assertThat(read(minimal("\"message\": \"Something\"")).correlationKey()).isEqualTo("Something|Tool|7");
    }

    @Test
    void theStrictestLabelOfSharingCounts() throws Exception {
        Map<String, String> spellings = Map.of(
                "\"labels\": [\"TLP:GREEN\", \"tlp:red\"]", "RED",
                "\"labels\": [\"TLP:AMBER+STRICT\"]", "AMBER_STRICT",
                "\"tags\": [{\"name\": \"tlp\", \"value\": \"White\"}]", "CLEAR",
                "\"tags\": {\"tlp\": \"amber\"}", "AMBER");
        for (Map.Entry<String, String> spelling : spellings.entrySet()) {
            assertThat(read(minimal("\"message\": \"x\", " + spelling.getKey())).tlp())
                    .isEqualTo(spelling.getValue());
        }
    }

    @Test
    void whatADatabaseCantStoreIsReplaced() throws Exception {
        Finding finding = read(minimal("\"message\": \"cmd\\u0000.exe \\ud800 \\ud83d\\ude00\""));

        assertThat(finding.title()).isEqualTo("cmd\uFFFD.exe \uFFFD \uD83D\uDE00");
    }

    @Test
    void longTextsAreCutAndLongIdsStayDifferent() throws Exception {
        Finding one = read(lengthy("a"));
        Finding other = read(lengthy("b"));

        assertThat(one.title()).hasSizeBetween(499, 500).endsWith("…");
        assertThat(one.externalId()).hasSizeLessThan(500).isNotEqualTo(other.externalId());
        assertThat(one.correlationKey()).hasSizeLessThan(1000).isNotEqualTo(other.correlationKey());
    }

    private static String lengthy(String end) {
        return """
                {"class_uid": 2004, "metadata": {"product": {"name": "Tool"}}, "resources": [{"uid": "%s"}],
                 "finding_info": {"uid": "%s", "title": "%s", "desc": "%s"}}
                """
                .formatted(
                        "r".repeat(9_000) + end,
                        "x".repeat(9_000) + end,
                        "\uD83D\uDE00".repeat(9_000),
                        "d".repeat(90_000));
    }

    private static String minimal(String extra) {
        return "{\"class_uid\": 2004, \"metadata\": {\"product\": {\"name\": \"Tool\"}},"
                + " \"finding_info\": {\"uid\": 7, \"analytic\": {}}, "
                + (extra.contains("message") ? "" : "\"message\": \"m\", ")
                + extra + "}";
    }

    private Finding read(String text) throws SignalReader.NotTaken {
        Problems problems = new Problems();
        Finding finding = reader.read(JsonBody.read(text, 1).items().get(0).value(), problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(finding);
    }

    private List<Problem> problems(String text) throws SignalReader.NotTaken {
        Problems problems = new Problems();
        ObjectNode node = (ObjectNode) JsonBody.read(text, 1).items().get(0).value();
        assertThat(reader.read(node, problems)).isNull();
        return problems.list().stream().distinct().toList();
    }
}
