package io.github.integratedresponse.signal.format;

import static io.github.integratedresponse.signal.format.ExampleSignals.example;
import static io.github.integratedresponse.signal.format.ExampleSignals.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.process.Problem;
import io.github.integratedresponse.process.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StixReaderTest {

    private static final String CIRCLE = "identity--0b6d3a1e-5f27-4c1b-9f3e-6a5d2c8e4b10";
    private static final String RED = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
    private static final String TIMES =
            "\"created\": \"2026-11-24T08:15:00.000Z\", \"modified\": \"2026-11-24T08:15:00.000Z\"";

    private final StixReader reader = new StixReader();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aBundleHoldsAFindingForEachThingThatIsReported() throws Exception {
        assertThat(findings(example("stix/bundle")))
                .extracting(Finding::title)
                .containsExactly(
                        "Sighting of GreyHeron",
                        "Commands run on the customer portal through a web shell",
                        "Callback of GreyHeron");
    }

    @Test
    void aSightingIsReadInFull() throws Exception {
        Finding sighting = findings(example("stix/bundle")).get(0);

        assertThat(sighting.source()).isEqualTo(CIRCLE);
        assertThat(sighting.externalId()).isEqualTo("sighting--4b7a2fd2-6e19-458d-9c3f-892ed10cb5e3");
        assertThat(sighting.alias()).isNull();
        assertThat(sighting.description())
                .isEqualTo("Reported by Example Sharing Circle.\n"
                        + "Requests to a theme file that nobody deployed, with commands in a cookie.");
        assertThat(sighting.findingType()).isEqualTo("sighting/malware/webshell");
        assertThat(sighting.severityId()).isZero();
        assertThat(sighting.techniques()).containsExactly("T1505.003");
        assertThat(sighting.actors()).containsExactly("Amber Crane");
        assertThat(sighting.resources()).containsExactly("Customer Portal");
        assertThat(sighting.productNames()).contains("PRD-1031").doesNotContain("PRD-1004");
        assertThat(sighting.observables())
                .containsExactlyInAnyOrder(
                        new Observable("Malware", "GreyHeron"),
                        new Observable("IP Address", "198.51.100.77"),
                        new Observable("IP Address", "203.0.113.9"),
                        new Observable("File Name", "footer-cache.php"),
                        new Observable("Hash", "6f1d3c0a52b847e99c0d1e2f3a4b5c6d7e8f90123456789abcdef0123456789a"),
                        new Observable("User Name", "www-data"));
        assertThat(sighting.tlp()).isEqualTo("AMBER_STRICT");
        assertThat(sighting.markings()).containsExactly("Do not act on the network of the actor.");
        assertThat(sighting.activity()).isEqualTo(Finding.Activity.UPDATE);
        assertThat(sighting.firstSeenAt()).isEqualTo("2026-11-24T06:02:11Z");
        assertThat(sighting.reportedAt()).isEqualTo("2026-11-24T09:40:00Z");
    }

    @Test
    void anIncidentIsReadWithItsCoreExtension() throws Exception {
        Finding incident = findings(example("stix/bundle")).get(1);

        assertThat(incident.findingType()).isEqualTo("incident/unauthorized-access");
        assertThat(incident.severityId()).isEqualTo(4);
        assertThat(incident.techniques()).containsExactly("T1190");
        assertThat(incident.actors()).containsExactly("Amber Crane");
        assertThat(incident.resources()).containsExactly("Customer Portal");
        assertThat(incident.productNames()).contains("PRD-1031");
        assertThat(incident.tlp()).as("a part of it is red").isEqualTo("RED");
        assertThat(incident.activity()).isEqualTo(Finding.Activity.CREATE);
        assertThat(incident.firstSeenAt()).isEqualTo("2026-11-24T08:15:00Z");
    }

    @Test
    void anIndicatorSaysWhatToLookFor() throws Exception {
        Finding indicator = findings(example("stix/bundle")).get(2);

        assertThat(indicator.findingType()).isEqualTo("indicator/malicious-activity");
        assertThat(indicator.severityId()).as("nobody saw it").isEqualTo(1);
        assertThat(indicator.firstSeenAt()).isNull();
        assertThat(indicator.observables())
                .containsExactlyInAnyOrder(
                        new Observable("Malware", "GreyHeron"),
                        new Observable("Hostname", "cdn-theme.example.net"),
                        new Observable("IP Address", "198.51.100.77"),
                        new Observable("IP Address", "198.51.100.78"),
                        new Observable("Hash", "6f1d3c0a52b847e99c0d1e2f3a4b5c6d7e8f90123456789abcdef0123456789a"));
        assertThat(indicator.techniques()).isEmpty();
        assertThat(indicator.tlp()).isEqualTo("GREEN");
    }

    @Test
    void whatIsWithdrawnAloneIsTheSameFindingAndClosed() throws Exception {
        Finding before = findings(example("stix/bundle")).get(0);
        Finding withdrawn = findings(example("stix/sighting-withdrawn")).get(0);

        assertThat(withdrawn.source()).isEqualTo(before.source());
        assertThat(withdrawn.externalId()).isEqualTo(before.externalId());
        assertThat(withdrawn.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(withdrawn.reportedAt()).isAfter(before.reportedAt());
    }

    @ParameterizedTest
    @CsvSource({
        "closed, suspected, CLOSE",
        "open, false-positive, CLOSE",
        "open, suspected, CREATE",
    })
    void anIncidentThatIsOverForItsMakerIsClosed(String status, String determination, Finding.Activity activity)
            throws Exception {
        Finding incident = findings("{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"N\", " + TIMES
                        + ", \"extensions\": {\"extension-definition--2\": {\"investigation_status\": \"" + status
                        + "\", \"determination\": \"" + determination + "\"}}}")
                .get(0);

        assertThat(incident.activity()).isEqualTo(activity);
    }

    @ParameterizedTest
    @CsvSource({
        "\"severity\": \"high\", 4",
        "\"criticality\": 95, 5",
        "\"criticality\": 40, 3",
        "\"criticality\": 0, 1",
        "\"confidence\": 100, 0"
    })
    void severityIsWhatSaysHowBadItIs(String field, int severity) throws Exception {
        assertThat(findings("{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"N\", " + field + "}")
                        .get(0)
                        .severityId())
                .isEqualTo(severity);
    }

    @Test
    void aSightingOfNothingIsClosed() throws Exception {
        Finding finding = findings(
                        "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"malware--2\", \"count\": 0}")
                .get(0);

        assertThat(finding.activity()).isEqualTo(Finding.Activity.CLOSE);
        assertThat(finding.title()).isEqualTo("Sighting of malware--2");
        assertThat(finding.source()).isEqualTo("STIX, source not named");
    }

    @Test
    void theLatestVersionInABundleCounts() throws Exception {
        assertThat(
                        findings(
                                bundle(
                                        "{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"new\", \"modified\": \"2026-02-01T00:00:00.000Z\"}",
                                        "{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"old\", \"modified\": \"2026-01-01T00:00:00.000Z\"}")))
                .extracting(Finding::title)
                .containsExactly("new");
    }

    @Test
    void indicatorsThatDetectedAnIncidentBelongToIt() throws Exception {
        List<Finding> findings = findings(bundle(
                "{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"I\"}",
                "{\"type\": \"indicator\", \"id\": \"indicator--2\", \"name\": \"D\","
                        + " \"pattern\": \"[url:value = 'https://evil.example/x']\"}",
                "{\"type\": \"relationship\", \"id\": \"relationship--3\", \"relationship_type\": \"detected\","
                        + " \"source_ref\": \"indicator--2\", \"target_ref\": \"incident--1\"}"));

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).observables())
                .containsExactly(new Observable("URL String", "https://evil.example/x"));
    }

    @Test
    void whatASightedActorDoesElsewhereIsNotWhatWasSeen() throws Exception {
        Finding finding = findings(bundle(
                        "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"intrusion-set--2\"}",
                        "{\"type\": \"intrusion-set\", \"id\": \"intrusion-set--2\", \"name\": \"Amber Crane\"}",
                        "{\"type\": \"attack-pattern\", \"id\": \"attack-pattern--3\", \"external_references\":"
                                + " [{\"source_name\": \"mitre-attack\", \"external_id\": \"T1059\"}]}",
                        "{\"type\": \"relationship\", \"id\": \"relationship--4\", \"relationship_type\": \"uses\","
                                + " \"source_ref\": \"intrusion-set--2\", \"target_ref\": \"attack-pattern--3\"}"))
                .get(0);

        assertThat(finding.actors()).containsExactly("Amber Crane");
        assertThat(finding.techniques()).isEmpty();
    }

    @Test
    void aCompanyIsNoResource() throws Exception {
        Finding finding = findings(bundle(
                        "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"malware--2\","
                                + " \"where_sighted_refs\": [\"identity--3\"]}",
                        "{\"type\": \"identity\", \"id\": \"identity--3\", \"name\": \"PRD-1031\","
                                + " \"identity_class\": \"organization\"}"))
                .get(0);

        assertThat(finding.resources()).isEmpty();
        assertThat(finding.productNames()).containsExactly("PRD-1031");
    }

    @Test
    void whatToolsPutIntoFieldsOfTheirOwnIsUnderstood() throws Exception {
        Finding finding = findings(
                        bundle(
                                "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"indicator--9\","
                                        + " \"x_opencti_sighting_of_ref\": \"url--2\", \"where_sighted_refs\": [\"x-oca-asset--3\"]}",
                                "{\"type\": \"url\", \"id\": \"url--2\", \"value\": \"https://evil.example/x\"}",
                                "{\"type\": \"x-oca-asset\", \"id\": \"x-oca-asset--3\", \"hostname\": \"build-7.example.com\"}"))
                .get(0);

        assertThat(finding.title()).isEqualTo("Sighting of https://evil.example/x");
        assertThat(finding.findingType()).isEqualTo("sighting/url");
        assertThat(finding.resources()).containsExactly("build-7.example.com");
        assertThat(finding.observables()).containsExactly(new Observable("URL String", "https://evil.example/x"));
    }

    @Test
    void anIncidentBeganWithItsFirstEvent() throws Exception {
        Finding finding = findings(bundle(
                        "{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"N\", " + TIMES
                                + ", \"extensions\": {\"extension-definition--2\": {\"events\": [{\"event_ref\": \"event--3\"}]}}}",
                        "{\"type\": \"event\", \"id\": \"event--3\", \"start_time\": \"2026-11-23T22:00:00Z\"}"))
                .get(0);

        assertThat(finding.firstSeenAt()).isEqualTo("2026-11-23T22:00:00Z");
    }

    @Test
    void observedDataOfStix20HoldsItsObservablesItself() throws Exception {
        Finding finding = findings(
                        bundle(
                                "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"indicator--2\","
                                        + " \"observed_data_refs\": [\"observed-data--3\"]}",
                                "{\"type\": \"indicator\", \"id\": \"indicator--2\", \"labels\": [\"misp:type=url\", \"malicious-activity\"],"
                                        + " \"pattern\": \"[domain-name:value = 'only.sought.example']\"}",
                                "{\"type\": \"observed-data\", \"id\": \"observed-data--3\", \"first_observed\":"
                                        + " \"2026-01-01T00:00:00Z\", \"objects\": {\"0\": {\"type\": \"ipv4-addr\", \"value\":"
                                        + " \"192.0.2.1\"}, \"1\": {\"type\": \"file\", \"hashes\": {\"MD5\": \"d41d8cd98f00b204e9800998ecf8427e\"}}}}"))
                .get(0);

        assertThat(finding.findingType()).isEqualTo("sighting/indicator/malicious-activity");
        assertThat(finding.firstSeenAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(finding.observables())
                .containsExactly(
                        new Observable("IP Address", "192.0.2.1"),
                        new Observable("Hash", "d41d8cd98f00b204e9800998ecf8427e"));
    }

    @ParameterizedTest
    @CsvSource({
        "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9, CLEAR",
        "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da, GREEN",
        "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82, AMBER",
        "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed, RED",
        "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487, CLEAR",
        "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb, GREEN",
        "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421, AMBER",
        "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003, AMBER_STRICT",
        "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1, RED"
    })
    void theMarkingsOfTlpAreKnownByTheirIds(String id, String colour) throws Exception {
        assertThat(findings(
                                "{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"N\", \"object_marking_refs\": [\""
                                        + id + "\"]}")
                        .get(0)
                        .tlp())
                .isEqualTo(colour);
    }

    @Test
    void theStrictestMarkingOfAllThatIsTakenCounts() throws Exception {
        Finding finding = findings(bundle(
                        "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"malware--2\","
                                + " \"object_marking_refs\": [\"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da\","
                                + " \"marking-definition--9\", \"marking-definition--10\"]}",
                        "{\"type\": \"malware\", \"id\": \"malware--2\", \"name\": \"M\", \"granular_markings\":"
                                + " [{\"lang\": \"en\", \"selectors\": [\"name\"]}, {\"marking_ref\": \"" + RED
                                + "\", \"selectors\": [\"name\"]}]}",
                        "{\"type\": \"marking-definition\", \"id\": \"marking-definition--10\", \"definition_type\": \"PAP\","
                                + " \"definition\": {\"PAP\": \"PAP:AMBER\"}}"))
                .get(0);

        assertThat(finding.tlp()).isEqualTo("RED");
        assertThat(finding.markings())
                .as("nobody can read the first")
                .containsExactly("marking-definition--9", "PAP:AMBER");
    }

    @Test
    void whatExplainsAFindingMayBeWrong() throws Exception {
        assertThat(
                        findings(
                                bundle(
                                        "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"malware--2\"}",
                                        "{\"type\": \"malware\", \"id\": \"malware--2\", \"name\": [1], \"labels\": {\"a\": 3}, \"extensions\": 4}")))
                .hasSize(1);
    }

    @Test
    void whatIsWrongInTheThingItselfIsNamedByItsId() {
        assertThat(problems(bundle("{\"type\": \"sighting\", \"id\": \"sighting--1\", \"modified\": \"soon\"}")))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("sighting--1.modified", "sighting--1.sighting_of_ref");
        assertThat(problems("{\"type\": \"incident\", \"spec_version\": \"2.1\"}"))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("id", "name");
        assertThat(problems("{\"type\": \"bundle\", \"id\": \"bundle--1\"}"))
                .extracting(Problem::field)
                .containsExactly("objects");
    }

    @Test
    void whatReportsNothingIsNotTaken() {
        assertThatThrownBy(() -> findings(bundle("{\"type\": \"malware\", \"id\": \"malware--1\"}")))
                .isInstanceOf(SignalReader.NotTaken.class)
                .hasMessageStartingWith("objects: ");
        assertThatThrownBy(() -> findings("{\"type\": \"malware\", \"id\": \"malware--1\"}"))
                .hasMessage("type: is malware; only sightings, incidents and indicators are taken");
    }

    @Test
    void theEnvelopeOfTaxiiIsABundle() throws Exception {
        assertThat(
                        findings(
                                "{\"more\": false, \"objects\": [{\"type\": \"incident\", \"id\": \"incident--1\", \"name\": \"N\"}]}"))
                .hasSize(1);
    }

    @Test
    @Timeout(20)
    void aPartIsCheapWhateverRefersToWhat() throws Exception {
        ArrayNode objects = json.createArrayNode();
        ObjectNode hub = objects.addObject()
                .put("type", "malware")
                .put("id", "malware--0")
                .put("name", "Hub");
        hub.put("description", "x".repeat(200_000));
        for (int i = 0; i < 999; i++) {
            ObjectNode sighting = objects.addObject().put("type", "sighting").put("id", "sighting--" + i);
            sighting.put("sighting_of_ref", "malware--0");
            sighting.putArray("observed_data_refs").add("observed-data--" + i % 10);
        }
        for (int i = 0; i < 10; i++) {
            ArrayNode refs = objects.addObject()
                    .put("type", "observed-data")
                    .put("id", "observed-data--" + i)
                    .putArray("object_refs");
            for (int j = 0; j < 300; j++) {
                refs.add("ipv4-addr--" + (i * 300 + j));
            }
        }
        for (int i = 0; i < 4_000; i++) {
            ObjectNode address = objects.addObject().put("type", "ipv4-addr").put("id", "ipv4-addr--" + i);
            address.put("value", "192.0.2." + i);
            // each refers to the next and to the one before
            address.putArray("resolves_to_refs").add("ipv4-addr--" + (i + 1)).add("ipv4-addr--" + (i - 1));
            ObjectNode relationship =
                    objects.addObject().put("type", "relationship").put("id", "relationship--" + i);
            relationship.put("relationship_type", "related-to");
            relationship.put("source_ref", "malware--0").put("target_ref", "ipv4-addr--" + i);
        }
        ObjectNode bundle = json.createObjectNode().put("type", "bundle").put("id", "bundle--1");
        bundle.set("objects", objects);

        List<JsonNode> parts = reader.parts(bundle);

        assertThat(parts).hasSize(999);
        long together =
                parts.stream().mapToLong(part -> part.toString().length()).sum();
        assertThat(together).isLessThan(999 * 20_000L);
        Finding finding = Objects.requireNonNull(reader.read(parts.get(5), new Problems()));
        assertThat(finding.description()).contains("objects of the bundle that belong to it are left out");
        assertThat(finding.observables()).hasSizeGreaterThan(50);
    }

    @Test
    @Timeout(10)
    void tooManyFindingsAreCountedAndNotPutTogether() throws Exception {
        ArrayNode objects = json.createArrayNode();
        for (int i = 0; i < 10_000; i++) {
            objects.addObject()
                    .put("type", "indicator")
                    .put("id", "indicator--" + i)
                    .put("pattern", "[ipv4-addr:value = '192.0.2.1']");
        }
        ObjectNode bundle = json.createObjectNode().put("type", "bundle").put("id", "bundle--1");
        bundle.set("objects", objects);

        assertThat(reader.parts(bundle)).hasSize(10_000);
    }

    @Test
    void allThatLeadsToASingleFindingStaysWithIt() throws Exception {
        StringBuilder text = new StringBuilder();
        text.append(
                "{\"type\": \"sighting\", \"id\": \"sighting--1\", \"sighting_of_ref\": \"sighting--1\", \"x_ref\": \"a--2\"}");
        for (int i = 2; i < 250; i++) {
            text.append(", {\"type\": \"a\", \"id\": \"a--")
                    .append(i)
                    .append("\", \"b_ref\": \"a--")
                    .append(i + 1)
                    .append("\"}");
        }
        JsonNode part = reader.parts(item(bundle(text.toString()))).get(0);

        assertThat(part.path("objects")).hasSize(249);
        assertThat(part.has(StixBundle.LEFT_OUT)).isFalse();
    }

    private List<Finding> findings(String text) throws Exception {
        JsonNode item = item(text);
        assertThat(reader.recognises(item)).isTrue();
        List<Finding> findings = new ArrayList<>();
        for (JsonNode part : reader.parts(item)) {
            Problems problems = new Problems();
            Finding finding = reader.read(part, problems);
            assertThat(problems.list()).isEmpty();
            findings.add(Objects.requireNonNull(finding));
        }
        return findings;
    }

    private List<Problem> problems(String text) {
        Problems problems = new Problems();
        try {
            assertThat(reader.recognises(item(text))).isTrue();
            assertThat(reader.read(reader.parts(item(text)).get(0), problems)).isNull();
        } catch (SignalReader.NotTaken e) {
            throw new AssertionError(e);
        }
        return problems.list();
    }

    private static String bundle(String... objects) {
        return "{\"type\": \"bundle\", \"id\": \"bundle--1\", \"objects\": [" + String.join(", ", objects) + "]}";
    }
}
