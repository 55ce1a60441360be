package io.github.integratedresponse.incident.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class NotesTest {

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aNoteIsKeptWithWhoWroteItAndTheTimelineTells() throws Exception {
        String incident = planted();
        HttpResponse<String> written =
                write("responder", incident, "Isolated host 7 — <b>waiting</b> for the image\n=1+1", null);
        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        JsonNode note = notes("executive", incident).get("items").get(0);
        assertThat(note.get("text").asText()).isEqualTo("Isolated host 7 — <b>waiting</b> for the image\n=1+1");
        assertThat(note.get("by").asText()).isEqualTo("responder");
        assertThat(note.get("incident").asText()).isEqualTo(incident);
        assertThat(http.get("auditor", "/api/v1/incidents/" + incident + "/timeline")
                        .body())
                .contains("\"note\"", "Isolated host 7");
    }

    @Test
    void aCorrectionStandsBesideWhatItCorrects() throws Exception {
        String incident = planted();
        long wrong = id(write("responder", incident, "Host 7", null));
        long right = id(write("incident-commander", incident, "Host 8", wrong));
        JsonNode notes = notes("responder", incident).get("items");
        assertThat(notes.findValuesAsText("text")).containsExactly("Host 8", "Host 7");
        assertThat(notes.get(0).get("replaces").asLong()).isEqualTo(wrong);
        assertThat(notes.get(1).get("replacedBy").asLong()).isEqualTo(right);

        HttpResponse<String> again = write("responder", incident, "Host 9", wrong);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("by note " + right);
        String other = planted();
        assertThat(write("responder", other, "Host 9", wrong).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \\n ", "\\u0000", "a\\u0000b"})
    void aNoteThatSaysNothingOrCanNotBeKeptIsRefused(String text) {
        HttpResponse<String> answer =
                http.post("responder", "/api/v1/incidents/" + planted() + "/notes", "{\"text\":\"" + text + "\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"text\"");
    }

    @Test
    void aNoteIsNoBook() {
        String incident = planted();
        assertThat(write("responder", incident, "x".repeat(10_000), null).statusCode())
                .isEqualTo(201);
        assertThat(write("responder", incident, "x".repeat(10_001), null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatWasWrittenForAMergedIncidentIsReadWhereTheWorkGoesOn() throws Exception {
        String goesOn = planted();
        String merged = planted();
        write("responder", merged, "Seen on host 7", null);
        assertThat(http.post(
                                "responder",
                                "/api/v1/incidents/" + merged + "/merge",
                                "{\"into\":\"" + goesOn + "\",\"reason\":\"The same\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(notes("responder", goesOn).get("items").findValuesAsText("incident"))
                .containsExactly(merged);
        assertThat(notes("responder", merged).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void theDatabaseLetsNobodyChangeOrDeleteANote() {
        String incident = planted();
        write("responder", incident, "As it was", null);
        for (String attempt : List.of(
                "update response.note set text = 'Changed'",
                "delete from response.note",
                "truncate response.note cascade")) {
            assertThatThrownBy(() -> jdbc.sql(attempt).update())
                    .as(attempt)
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("append-only");
        }
    }

    private String planted() {
        return PlantedIncident.send(http, jdbc, engine, "N" + UUID.randomUUID()).number();
    }

    private HttpResponse<String> write(String person, String incident, String text, @Nullable Long replaces) {
        try {
            Map<String, Object> note = new HashMap<>(Map.of("text", text));
            if (replaces != null) {
                note.put("replaces", replaces);
            }
            return http.post(person, "/api/v1/incidents/" + incident + "/notes", json.writeValueAsString(note));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private long id(HttpResponse<String> written) throws Exception {
        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        return json.readTree(written.body()).get("id").asLong();
    }

    private JsonNode notes(String person, String incident) throws Exception {
        HttpResponse<String> answer = http.get(person, "/api/v1/incidents/" + incident + "/notes");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
