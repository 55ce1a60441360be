package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Findings in other formats than OCSF, sent to the platform. */
@PlatformTest
class FormatsIntakeTest {

    /** Who reports in the examples; replaced, so that what a test sends is its own. */
    private static final String CIRCLE = "0b6d3a1e-5f27-4c1b-9f3e-6a5d2c8e4b10";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Signals signals;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void aBundleIsASignalForEachThingThatItReports() throws Exception {
        JsonNode receipts = sent(example("stix/bundle").replace(CIRCLE, mark), "application/stix+json;version=2.1");

        assertThat(receipts).hasSize(3).allSatisfy(receipt -> assertThat(
                        receipt.get("disposition").asText())
                .isEqualTo("accepted"));
        Signal sighting = signal(receipts.get(0));
        assertThat(sighting.source()).isEqualTo("identity--" + mark);
        assertThat(sighting.tlp()).isEqualTo("AMBER_STRICT");
        assertThat(signal(receipts.get(1)).tlp()).isEqualTo("RED");
    }

    @Test
    void whatIsWithdrawnAloneClosesItsSignal() throws Exception {
        JsonNode before = sent(example("stix/bundle").replace(CIRCLE, mark), "application/json")
                .get(0);
        JsonNode withdrawn = sent(example("stix/sighting-withdrawn").replace(CIRCLE, mark), "application/json")
                .get(0);

        assertThat(withdrawn.get("disposition").asText()).isEqualTo("closed");
        assertThat(withdrawn.get("signalId")).isEqualTo(before.get("signalId"));
    }

    @Test
    void aNewReleaseOfAnAdvisoryLandsOnItsSignal() throws Exception {
        String advisory = example("csaf/advisory").replace("Example Gateway PSIRT", mark);
        JsonNode first = sent(advisory, "application/json").get(0);
        JsonNode next = sent(
                        advisory.replace(
                                        "\"current_release_date\": \"2026-11-25T12",
                                        "\"current_release_date\": \"2026-11-26T12")
                                .replace("\"Important\"", "\"Critical\""),
                        "application/json")
                .get(0);

        assertThat(first.get("disposition").asText()).isEqualTo("accepted");
        assertThat(next.get("disposition").asText()).isEqualTo("updated");
        assertThat(next.get("signalId")).isEqualTo(first.get("signalId"));
        assertThat(signal(first).severityId()).isEqualTo(5);
    }

    @Test
    void incidentsOfVerisAreAccepted() throws Exception {
        JsonNode receipts =
                sent("[" + example("veris/incident") + "," + example("veris/near-miss") + "]", "application/json");

        assertThat(receipts)
                .hasSize(2)
                .noneMatch(receipt -> receipt.get("disposition").asText().equals("rejected"));
    }

    @Test
    void theFindingsOfRealToolsAreAccepted() throws Exception {
        List<Path> files = shared();
        Assumptions.assumeFalse(files.isEmpty(), "no folder of real findings beside the project");

        for (Path file : files) {
            assertThat(sent(Files.readString(file), "application/json"))
                    .as(file.toString())
                    .isNotEmpty()
                    .noneMatch(receipt -> receipt.get("disposition").asText().equals("rejected"));
        }
    }

    /** The files of those folders of the shared data that are named after a format of signals. */
    private static List<Path> shared() throws IOException {
        Path data = Stream.of(System.getProperty("shared.data", "../shared/data"), "../../shared/data")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        if (data == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> List.of("ocsf", "cloudevents", "stix", "csaf", "veris", "microsoft-graph")
                            .contains(data.relativize(file).getName(0).toString()))
                    .sorted()
                    .toList();
        }
    }

    private Signal signal(JsonNode receipt) {
        return signals.byId(receipt.get("signalId").asLong()).orElseThrow();
    }

    private JsonNode sent(String body, String type) throws Exception {
        MockHttpServletResponse response = mvc.perform(post("/api/v1/signals")
                        .with(user("responder").roles("responder"))
                        .contentType(MediaType.parseMediaType(type))
                        .content(body))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(202);
        return json.readTree(response.getContentAsByteArray());
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("examples", "signals", name + ".json"));
    }
}
