package io.github.integratedresponse.cockpit;

import static io.github.integratedresponse.testing.ComparedProcess.CUT_SHORT;
import static io.github.integratedresponse.testing.ComparedProcess.LATE;
import static io.github.integratedresponse.testing.ComparedProcess.LEFT_FIRST;
import static io.github.integratedresponse.testing.ComparedProcess.RIGHT_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.ComparedProcess;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class ProcessApiTest {

    private static final Duration IN_TIME = Duration.ofMinutes(5);

    @Autowired
    private Http http;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Engine engine;

    @Autowired
    private ProcessEngine processes;

    @Autowired
    private MovableClock clock;

    private ComparedProcess process;

    @BeforeEach
    void deployed() {
        process = new ComparedProcess(processes, clock).deploy();
    }

    @Test
    void eachVersionIsComparedByItsOwnInstancesAlone() throws Exception {
        process.runAll(LATE, LEFT_FIRST);
        process.runAll(IN_TIME, LEFT_FIRST, RIGHT_FIRST);
        String ofTheFirst = process.start(process.businessKey("open"), true);
        process.deploy().runAll(IN_TIME, LEFT_FIRST);
        process.complete(ofTheFirst, LATE, CUT_SHORT);
        String endedFromOutside = process.start(process.businessKey("gone"), true);
        processes.getRuntimeService().deleteProcessInstance(endedFromOutside, "A mistake");
        process.start(process.businessKey("running"), true);

        JsonNode versions = read("/versions").get("versions");

        assertThat(versions).hasSize(2);
        JsonNode second = versions.get(0);
        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.get("definition").asText()).isEqualTo(process.definition(2));
        assertThat(second.get("finished").asInt()).isEqualTo(2);
        assertThat(second.get("brokenOff").asInt()).isEqualTo(1);
        assertThat(second.get("running").asInt()).isEqualTo(1);
        assertThat(second.get("medianSeconds").asLong()).isEqualTo(304);
        assertThat(second.at("/promises/due").asInt()).isEqualTo(2);
        assertThat(second.at("/promises/adherence").asDouble()).isEqualTo(1.0);
        assertThat(second.at("/promises/cancelled").asInt()).isEqualTo(1);
        JsonNode first = versions.get(1);
        assertThat(first.get("finished").asInt()).isEqualTo(4);
        assertThat(first.get("running").asInt()).isZero();
        assertThat(first.at("/promises/due").asInt()).isEqualTo(7);
        assertThat(first.at("/promises/metLate").asInt()).isEqualTo(2);
        assertThat(first.at("/promises/adherence").asDouble()).isEqualTo(0.7143);
    }

    @Test
    void clocksStandInTheOrderOfTheDiagramWithWhatIsOpenNow() throws Exception {
        process.runAll(LATE, LEFT_FIRST);
        process.runAll(IN_TIME, LEFT_FIRST, LEFT_FIRST);
        process.start(process.businessKey("overdue"), true);
        clock.advance(LATE);
        process.start(process.businessKey("open"), true);

        JsonNode clocks = read("/sla").get("clocks");

        assertThat(clocks.findValuesAsText("clock")).containsExactly("acknowledge", "triage");
        JsonNode acknowledge = clocks.get(0);
        assertThat(acknowledge.at("/elements/0/name").asText()).isEqualTo("Acknowledge");
        assertThat(acknowledge.at("/promises/due").asInt()).isEqualTo(4);
        assertThat(acknowledge.at("/promises/overdue").asInt()).isEqualTo(1);
        assertThat(acknowledge.at("/promises/adherence").asDouble()).isEqualTo(0.5);
        assertThat(acknowledge.get("open").asInt()).isEqualTo(2);
        assertThat(acknowledge.get("overdue").asInt()).isEqualTo(1);
        assertThat(acknowledge.get("atRisk").asInt()).isZero();
        assertThat(acknowledge.get("medianSeconds").asLong()).isEqualTo(IN_TIME.toSeconds());
        assertThat(acknowledge.get("p90Seconds").asLong()).isEqualTo(LATE.toSeconds());
    }

    @Test
    void theClocksOfAVersionAreThoseOfItsInstances() throws Exception {
        process.runAll(LATE, CUT_SHORT);
        process.deploy().runAll(IN_TIME, CUT_SHORT);
        process.start(process.businessKey("open"), true);

        JsonNode first = read("/sla?version=1").at("/clocks/0");
        JsonNode second = read("/sla?version=2").at("/clocks/0");

        assertThat(first.at("/promises/adherence").asDouble()).isZero();
        assertThat(first.get("open").asInt()).isZero();
        assertThat(second.at("/promises/adherence").asDouble()).isEqualTo(1.0);
        assertThat(second.get("open").asInt()).isEqualTo(1);
    }

    @Test
    void allVersionsTogetherCountAsTheFiguresOfAllClocksDo() throws Exception {
        process.runAll(LATE, LEFT_FIRST, CUT_SHORT);
        process.deploy().runAll(IN_TIME, LEFT_FIRST);

        JsonNode figures = answer("process-owner", "/api/v1/sla/adherence?process=" + process.key)
                .get("groups");
        JsonNode clocks = read("/sla").get("clocks");

        assertThat(clocks).hasSize(2);
        for (int i = 0; i < 2; i++) {
            for (String figure :
                    List.of("due", "met", "metLate", "overdue", "calledOffLate", "cancelled", "adherence")) {
                assertThat(clocks.get(i).get("promises").get(figure))
                        .as(figure)
                        .isEqualTo(figures.get(i).get(figure));
            }
        }
    }

    @Test
    void instancesThatEndedAreListedTheLastFirst() throws Exception {
        String cut = process.run(process.businessKey("cut"), LATE, CUT_SHORT);
        clock.advance(Duration.ofSeconds(1));
        String gone = process.start(process.businessKey("gone"), true);
        processes.getRuntimeService().deleteProcessInstance(gone, "A mistake");
        clock.advance(Duration.ofSeconds(1));
        process.start(process.businessKey("running"), true);
        String seen = process.run(process.businessKey("seen"), IN_TIME, LEFT_FIRST);

        JsonNode page = read("/instances");

        assertThat(page.get("items").findValuesAsText("id")).containsExactly(seen, gone, cut);
        JsonNode last = page.at("/items/0");
        assertThat(last.get("endName").asText()).isEqualTo("All seen");
        assertThat(last.get("durationSeconds").asLong()).isEqualTo(304);
        assertThat(last.get("lateClocks").asInt()).isZero();
        assertThat(page.at("/items/1/deletedBecause").asText()).isEqualTo("A mistake");
        assertThat(page.at("/items/2/lateClocks").asInt()).isEqualTo(1);
        assertThat(read("/instances?late=true").get("items").findValuesAsText("id"))
                .containsExactly(cut);
        assertThat(read("/instances?size=1&page=2").get("items").findValuesAsText("id"))
                .containsExactly(cut);
        assertThat(read("/instances?to=2020-01-06").get("total").asInt()).isZero();
    }

    @Test
    void instancesAreGroupedByThePathTheyTook() throws Exception {
        process.runAll(LATE, LEFT_FIRST);
        process.runAll(IN_TIME, LEFT_FIRST, RIGHT_FIRST, CUT_SHORT);
        process.start(process.businessKey("running"), true);

        JsonNode ordered = read("/paths");

        assertThat(ordered.get("instances").asInt()).isEqualTo(4);
        assertThat(ordered.get("paths").asInt()).isEqualTo(3);
        JsonNode usual = ordered.at("/items/0");
        assertThat(texts(usual.get("elements")))
                .containsSubsequence("start", "acknowledge", "way", "fork", "leftAgain", "rightAgain", "join", "seen")
                .contains("left", "right");
        assertThat(usual.get("instances").asInt()).isEqualTo(2);
        assertThat(usual.get("share").asDouble()).isEqualTo(0.5);
        assertThat(usual.get("lateShare").asDouble()).isEqualTo(0.5);
        assertThat(usual.get("medianSeconds").asDouble()).isEqualTo(304);
        assertThat(usual.get("newest")).hasSize(2);
        assertThat(ordered.at("/names/seen").asText()).isEqualTo("All seen");

        JsonNode byElements = read("/paths?same=ELEMENTS");
        assertThat(byElements.get("paths").asInt()).isEqualTo(2);
        assertThat(byElements.at("/items/0/instances").asInt()).isEqualTo(3);
        assertThat(texts(byElements.at("/items/1/elements"))).containsExactly("start", "acknowledge", "way", "cut");
    }

    @Test
    void elementsTellWherePromisesBreakAndHowLongTheyTake() throws Exception {
        process.runAll(LATE, CUT_SHORT);
        process.runAll(IN_TIME, CUT_SHORT, LEFT_FIRST);

        JsonNode found = read("/elements");

        assertThat(found.get("mostRuns").asInt()).isEqualTo(Elements.MOST_RUNS);
        JsonNode acknowledge = StreamSupport.stream(found.get("elements").spliterator(), false)
                .filter(one -> one.get("id").asText().equals("acknowledge"))
                .findFirst()
                .orElseThrow();
        assertThat(acknowledge.get("kind").asText()).isEqualTo("userTask");
        assertThat(acknowledge.get("runs").asInt()).isEqualTo(3);
        assertThat(acknowledge.get("medianSeconds").asDouble()).isEqualTo(300);
        assertThat(acknowledge.get("due").asInt()).isEqualTo(3);
        assertThat(acknowledge.get("broken").asInt()).isEqualTo(1);
        assertThat(acknowledge.get("brokenShare").asDouble()).isEqualTo(0.3333);
        assertThat(read("/elements?version=1&to=2020-01-06").get("elements")).isEmpty();
    }

    @Test
    void anInstanceShowsItsWayAndTheClocksOfItsWork() throws Exception {
        String work = process.businessKey("work");
        String other = process.start(work, true);
        String instance = process.run(work, LATE, LEFT_FIRST);

        JsonNode shown = answer("auditor", "/api/v1/process-instances/" + instance);
        assertThat(shown.get("process").asText()).isEqualTo(process.key);
        assertThat(shown.get("processName").asText()).isEqualTo("Compared");
        assertThat(shown.get("version").asInt()).isEqualTo(1);
        assertThat(shown.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(shown.get("endName").asText()).isEqualTo("All seen");

        JsonNode clocks = answer("auditor", "/api/v1/process-instances/" + instance + "/clocks")
                .get("items");
        assertThat(clocks).hasSize(3);
        assertThat(clocks.at("/0/instance").asText()).isEqualTo(other);
        assertThat(clocks.at("/0/own").asBoolean()).isFalse();
        assertThat(clocks.at("/0/risk").asText()).isEqualTo("OVERDUE");
        assertThat(clocks.at("/0/leftSeconds").asLong()).isEqualTo(15 * 60 - LATE.toSeconds() - 4);
        assertThat(clocks.at("/1/clock").asText()).isEqualTo("triage");
        assertThat(clocks.at("/2/state").asText()).isEqualTo("MET_LATE");
        assertThat(clocks.at("/2/leftSeconds").asLong()).isEqualTo(15 * 60 - LATE.toSeconds());
        assertThat(clocks.at("/2/elementName").asText()).isEqualTo("Acknowledge");
        assertThat(clocks.at("/2/target").asText()).isEqualTo("PT15M");

        JsonNode steps = answer("auditor", "/api/v1/process-instances/" + instance + "/steps?size=2")
                .get("items");
        assertThat(steps.findValuesAsText("element")).containsExactly("start", "acknowledge");
        assertThat(steps.at("/1/durationSeconds").asLong()).isEqualTo(LATE.toSeconds());

        JsonNode ofTheWork = answer(
                "auditor",
                "/api/v1/process-instances?businessKey=" + work + "&businessKey=" + process.businessKey("nothing"));
        assertThat(ofTheWork.get("items").findValuesAsText("id")).containsExactlyInAnyOrder(other, instance);
    }

    @Test
    void workOfARestrictedIncidentIsKnownToItsTeamAloneAndCountsForNobody() throws Exception {
        String incident = PlantedIncident.send(http, jdbc, engine, "cockpit-" + UUID.randomUUID(), "tlp:red")
                .number();
        process.runAll(IN_TIME, LEFT_FIRST);
        String restricted = process.run(incident, LATE, CUT_SHORT);

        for (String person : List.of("process-owner", "incident-commander")) {
            assertThat(answer(person, path("/versions"))
                            .at("/versions/0/finished")
                            .asInt())
                    .isEqualTo(1);
            assertThat(answer(person, path("/sla")).at("/clocks/0/promises/due").asInt())
                    .isEqualTo(1);
            assertThat(answer(person, path("/paths")).get("instances").asInt()).isEqualTo(1);
            assertThat(answer(person, path("/elements")).get("elements").toString())
                    .doesNotContain("\"cut\"");
        }
        for (String person : List.of("process-owner", "security-operations-manager", "auditor", "administrator")) {
            assertThat(answer(person, path("/instances")).get("total").asInt()).isEqualTo(1);
            assertThat(answer(person, "/api/v1/process-instances?businessKey=" + incident)
                            .get("total")
                            .asInt())
                    .isZero();
            for (String below : List.of("", "/clocks", "/steps")) {
                HttpResponse<String> refused = http.get(person, "/api/v1/process-instances/" + restricted + below);
                assertThat(refused.statusCode()).isEqualTo(404);
                assertThat(refused.body())
                        .isEqualTo(http.get(person, "/api/v1/process-instances/nothing" + below)
                                .body()
                                .replace("nothing", restricted));
            }
        }
        assertThat(answer("incident-commander", path("/instances")).get("total").asInt())
                .isEqualTo(2);
        assertThat(answer("incident-commander", "/api/v1/process-instances/" + restricted + "/clocks")
                        .get("total")
                        .asInt())
                .isPositive();
    }

    @Test
    void everythingThatIsWrongWithAQuestionIsNamedAtOnce() {
        HttpResponse<String> answer =
                http.get("process-owner", path("/instances?version=0&page=-1&size=900&from=1900-01-01"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"version\"", "\"page\"", "\"size\"", "\"from\"");
        assertThat(http.get("process-owner", path("/paths?same=nothing")).statusCode())
                .isEqualTo(400);
        assertThat(http.get("process-owner", path("/sla?version=3")).statusCode())
                .isEqualTo(404);
        assertThat(http.get("process-owner", "/api/v1/process-instances").statusCode())
                .isEqualTo(400);
    }

    private String path(String below) {
        return "/api/v1/processes/" + process.key + below;
    }

    private JsonNode read(String below) throws Exception {
        return answer("process-owner", path(below));
    }

    private JsonNode answer(String person, String path) throws Exception {
        HttpResponse<String> answer = http.get(person, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
