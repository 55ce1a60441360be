package io.github.integratedresponse.tasklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.Newcomer;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claiming several tasks, and handing over a shift. */
@PlatformTest
class HandoverTest {

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identity;

    private String jo = "";
    private String kim = "";

    @BeforeEach
    void twoResponders() {
        identity.clearAuthentication();
        jo = Newcomer.with(identity, "responder");
        kim = Newcomer.with(identity, "responder");
    }

    @Test
    void severalTasksAreClaimedEachByItself() throws Exception {
        String free = task(planted());
        String taken = task(planted());
        String mine = task(planted());
        String hidden = task(planted("tlp:red"));
        tasks.setAssignee(taken, kim);
        tasks.setAssignee(mine, jo);

        JsonNode answer = claim(jo, free, taken, mine, hidden, "no-such-task", free);
        assertThat(answer.findValuesAsText("outcome")).containsExactly("CLAIMED", "TAKEN", "YOURS", "GONE", "GONE");
        assertThat(answer.get(1).get("by").asText()).isEqualTo(kim);
        assertThat(assignee(free)).isEqualTo(jo);
        assertThat(assignee(taken)).isEqualTo(kim);
    }

    @Test
    void nobodyGetsATaskThatTheyOnlySee() throws Exception {
        String acknowledge = task(planted());
        assertThat(claim("security-operations-manager", acknowledge).findValuesAsText("outcome"))
                .containsExactly("NOT_ALLOWED");
        assertThat(claim("product-engineer", acknowledge).findValuesAsText("outcome"))
                .containsExactly("GONE");
        assertThat(assignee(acknowledge)).isNull();
    }

    @Test
    void twoWhoClaimTheSameAtTheSameMomentShareThemOut() throws Exception {
        String[] wanted = Stream.generate(() -> task(planted())).limit(4).toArray(String[]::new);
        CompletableFuture<JsonNode> first = CompletableFuture.supplyAsync(() -> claim(jo, wanted));
        CompletableFuture<JsonNode> second = CompletableFuture.supplyAsync(() -> claim(kim, wanted));
        for (int i = 0; i < wanted.length; i++) {
            List<String> outcomes = List.of(
                    first.join().get(i).get("outcome").asText(),
                    second.join().get(i).get("outcome").asText());
            assertThat(outcomes).containsExactlyInAnyOrder("CLAIMED", "TAKEN");
            assertThat(first.join().get(i).get("by").asText())
                    .isEqualTo(second.join().get(i).get("by").asText())
                    .isEqualTo(assignee(wanted[i]));
        }
    }

    @Test
    void aShiftGoesToAColleagueWithWhatSheHasToKnow() throws Exception {
        String first = planted();
        String second = planted();
        String one = task(first);
        String two = task(second);
        claim(jo, one, two);
        assertThat(read(http.get(jo, "/api/v1/tasks/held"), 200).findValuesAsText("incident"))
                .containsExactlyInAnyOrder(first, second);
        assertThat(read(http.get(jo, "/api/v1/tasks/colleagues"), 200).findValuesAsText("id"))
                .contains(kim, "responder")
                .doesNotContain(jo, "product-engineer");
        assertThat(read(http.get(jo, "/api/v1/tasks/" + one + "/incident"), 200)
                        .get("number")
                        .asText())
                .isEqualTo(first);

        JsonNode given = read(
                handOver(
                        jo,
                        Map.of(
                                "to",
                                kim,
                                "note",
                                "Quiet night",
                                "notes",
                                List.of(Map.of("incident", first, "text", "Watch host 7")))),
                201);
        assertThat(given.get("tasks").findValuesAsText("incident")).containsExactlyInAnyOrder(first, second);
        assertThat(assignee(one)).isEqualTo(kim);
        assertThat(assignee(two)).isEqualTo(kim);
        assertThat(timeline(first))
                .contains("Handed over to " + kim, "Watch host 7")
                .doesNotContain("Quiet night");
        assertThat(timeline(second)).contains("Handed over to " + kim).doesNotContain("Quiet night");

        long id = given.get("id").asLong();
        JsonNode incoming = handovers(kim, "?mine=INCOMING&acknowledged=false");
        assertThat(incoming.get("items").get(0).get("id").asLong()).isEqualTo(id);
        assertThat(incoming.get("items").get(0).get("note").asText()).isEqualTo("Quiet night");
        assertThat(handovers(jo, "?mine=OUTGOING").get("total").asInt()).isEqualTo(1);
        assertThat(handovers("responder", "").get("items").findValuesAsText("from"))
                .doesNotContain(jo);

        String acknowledgement = "/api/v1/handovers/" + id + "/acknowledgement";
        for (String other : List.of(jo, "responder", "administrator")) {
            assertThat(http.post(other, acknowledgement, "{}").statusCode())
                    .as(other)
                    .isEqualTo(404);
        }
        assertThat(read(http.post(kim, acknowledgement, ""), 200)
                        .get("acknowledgedBy")
                        .asText())
                .isEqualTo(kim);
        assertThat(read(http.post(kim, acknowledgement, ""), 409).get("detail").asText())
                .contains("acknowledged by " + kim);
        assertThat(timeline(first)).contains("Acknowledged what " + jo + " handed over");
        assertThat(handovers(kim, "?mine=INCOMING&acknowledged=false")
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    void whoMayNotWorkOnATaskIsNotGivenItAndNothingChanges() throws Exception {
        String incident = planted();
        String mine = task(incident);
        String hers = task(planted());
        claim(jo, mine);
        tasks.setAssignee(hers, kim);

        assertThat(detail(handOver(jo, Map.of("to", "product-engineer", "note", "x")), 422))
                .contains("product-engineer may not work on", incident);
        assertThat(detail(handOver(jo, Map.of("to", "nobody-at-all", "note", "x")), 400))
                .contains("nobody of that id");
        assertThat(detail(handOver(jo, Map.of("to", jo, "note", "x")), 400)).contains("yourself");
        assertThat(detail(handOver(jo, Map.of("to", kim, "note", "x", "tasks", List.of(mine, hers))), 409))
                .contains("tasks[1]", "is no task that you hold");
        assertThat(detail(handOver(jo, Map.of("to", kim)), 400)).contains("what comes next", incident);
        assertThat(detail(
                        handOver(
                                jo,
                                Map.of(
                                        "to",
                                        kim,
                                        "notes",
                                        List.of(Map.of("incident", "INC-1999-000001", "text", "x")))),
                        400))
                .contains("INC-1999-000001");
        assertThat(detail(handOver(kim, Map.of("to", jo, "team", true, "note", "x")), 400))
                .contains("team");
        assertThat(detail(handOver("communications-lead", Map.of("to", kim, "note", "x", "tasks", List.of())), 400))
                .contains("at least one");
        assertThat(assignee(mine)).isEqualTo(jo);
        assertThat(handovers(jo, "").get("total").asInt()).isZero();
        assertThat(timeline(incident)).doesNotContain("\"handover\"");
    }

    @Test
    void aRestrictedTaskGoesToItsTeamOnlyAndBackOnlyByItself() throws Exception {
        String secret = planted("tlp:red");
        String hidden = task(secret);
        String open = task(planted());
        read(
                http.post(
                        "incident-commander",
                        "/api/v1/incidents/" + secret + "/team",
                        "{\"person\":\"" + jo + "\",\"reason\":\"On duty\"}"),
                200);
        claim(jo, hidden, open);
        assertThat(assignee(hidden)).isEqualTo(jo);

        assertThat(detail(handOver(jo, Map.of("to", kim, "note", "x")), 422))
                .contains(kim + " is not on the team", secret);
        assertThat(detail(handOver(jo, Map.of("team", true, "note", "x")), 422)).contains("apart");
        assertThat(assignee(hidden)).isEqualTo(jo);

        read(handOver(jo, Map.of("team", true, "note", "Nothing yet", "tasks", List.of(hidden))), 201);
        assertThat(assignee(hidden)).isNull();
        assertThat(handovers(kim, "?mine=INCOMING").get("items").findValuesAsText("from"))
                .doesNotContain(jo);

        claim(jo, hidden);
        read(
                http.post(
                        "incident-commander",
                        "/api/v1/incidents/" + secret + "/team",
                        "{\"person\":\"" + kim + "\",\"reason\":\"Next on duty\"}"),
                200);
        read(handOver(jo, Map.of("to", kim, "note", "Nothing yet")), 201);
        assertThat(assignee(hidden)).isEqualTo(kim);
        assertThat(handovers(kim, "?mine=INCOMING").get("items").findValuesAsText("from"))
                .contains(jo);
    }

    @Test
    void workThatGoesBackToTheTeamIsAcknowledgedByWhoeverOfItReadsItFirst() throws Exception {
        String incident = planted();
        String mine = task(incident);
        claim(jo, mine);
        long id = read(
                        handOver(
                                jo,
                                Map.of("team", true, "notes", List.of(Map.of("incident", incident, "text", "Host 7")))),
                        201)
                .get("id")
                .asLong();
        assertThat(assignee(mine)).isNull();
        assertThat(timeline(incident)).contains("Gave back to the team");
        assertThat(handovers(jo, "?mine=INCOMING").get("items").findValuesAsText("from"))
                .doesNotContain(jo);
        assertThat(handovers("product-engineer", "?mine=INCOMING").get("items").findValuesAsText("from"))
                .doesNotContain(jo);
        List<Integer> answers = new ArrayList<>();
        for (String reader : List.of(kim, "responder")) {
            answers.add(http.post(reader, "/api/v1/handovers/" + id + "/acknowledgement", "")
                    .statusCode());
        }
        assertThat(answers).containsExactly(200, 409);
    }

    @Test
    void whatWasHandedOverIsNeverRewritten() throws Exception {
        claim(jo, task(planted()));
        read(handOver(jo, Map.of("to", kim, "note", "Quiet")), 201);
        for (String attempt : List.of(
                "update response.handover set note = 'Changed' where given_by = ?",
                "update response.handover set given_to = 'responder' where given_by = ?",
                "delete from response.handover where given_by = ?",
                "update response.handover_task set name = 'x' where handover_id in (select id from response.handover where given_by = ?)",
                "delete from response.handover_task where handover_id in (select id from response.handover where given_by = ?)")) {
            assertThatThrownBy(() -> jdbc.sql(attempt).param(jo).update())
                    .as(attempt)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void whatNobodyHasIsOfferedToTheTeamsThatMayTakeIt() throws Exception {
        String open = task(planted());
        JsonNode free = read(http.get(kim, "/api/v1/tasks/free"), 200);
        assertThat(free.size()).isPositive().isLessThanOrEqualTo(200);
        assertThat(tasks.createTaskQuery().taskId(open).taskCandidateUser(kim).count())
                .isEqualTo(1);
        // what other tests let come too late may be theirs
        assertThat(http.get("process-owner", "/api/v1/tasks/free").body()).doesNotContain(open);
    }

    private String planted(String... labels) {
        return PlantedIncident.send(http, jdbc, engine, "H" + UUID.randomUUID(), labels)
                .number();
    }

    private String task(String incident) {
        return engine.task(incident, "acknowledge").getId();
    }

    private @Nullable String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private JsonNode claim(String person, String... ids) {
        try {
            return read(http.post(person, "/api/v1/tasks/claim", json.writeValueAsString(Map.of("tasks", ids))), 200);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> handOver(String person, Map<String, ?> what) throws Exception {
        return http.post(person, "/api/v1/tasks/handover", json.writeValueAsString(what));
    }

    private String detail(HttpResponse<String> answer, int status) throws Exception {
        read(answer, status);
        return answer.body();
    }

    private JsonNode handovers(String person, String query) throws Exception {
        return read(http.get(person, "/api/v1/handovers" + query), 200);
    }

    private String timeline(String incident) {
        return jdbc.sql(
                        "select coalesce(string_agg('\"' || t.kind || '\" ' || t.text, E'\\n' order by t.id), '')"
                                + " from response.timeline t join response.incident i on i.id = t.incident_id where i.number = ?")
                .param(incident)
                .query(String.class)
                .single();
    }

    private JsonNode read(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }
}
