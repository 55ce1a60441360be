package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signals that somebody keeps quiet, from the moment they come in to the moment they come back. */
@PlatformTest
class SuppressionTest {

    private static final String COMMANDER = "incident-commander";
    private static final String PATH = "/api/v1/suppressions";

    @Autowired
    private Http http;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @Autowired
    private Engine engine;

    @Autowired
    private ManagementService management;

    /** Makes what a test sends its own, so that tests can share the database. */
    private final String mark = UUID.randomUUID().toString();

    /** Of this test alone, for signals of one technique on one product belong together. */
    private final String product = "PRD-" + mark.toUpperCase(Locale.ROOT);

    @BeforeEach
    void aProductIsThere() {
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Cloud Account Foundation', 'Cloud Platform', 'amara.diallo@example.com', 0,"
                        + " 'CONFIDENTIAL', 'INTERNAL', now())")
                .param(product)
                .update();
    }

    @Test
    void aSuppressedSignalIsKeptAndSaysByWhichSuppression() {
        JsonNode made = made(wish("SUPPRESS").put("findingType", mark + " TYPE"));
        long signal = sent("one", 4);

        place();

        JsonNode shown = signal(signal);
        assertThat(shown.get("disposition").asText()).isEqualTo("suppressed");
        assertThat(shown.get("incident").asText()).isEmpty();
        assertThat(shown.at("/suppression/id")).isEqualTo(made.get("id"));
        assertThat(shown.at("/suppression/reason").asText()).isEqualTo("Known noise");
        assertThat(shown.get("rule").asText()).isEqualTo("suppression " + made.get("id"));
        JsonNode after = suppression(made);
        assertThat(after.get("signals").asLong()).isEqualTo(1);
        assertThat(after.at("/latest/0/signalId").asLong()).isEqualTo(signal);
        assertThat(ask("responder", "/api/v1/signals?suppression=" + made.get("id"))
                        .at("/items/0/signalId")
                        .asLong())
                .isEqualTo(signal);
    }

    @Test
    void whatIsCriticalComesThroughUnlessSaid() {
        made(wish("SUPPRESS").put("findingType", mark + " type"));
        long critical = sent("one", 5);
        place();
        assertThat(disposition(critical)).isEqualTo("opened");

        made(wish("SUPPRESS").put("observable", "192.0.2." + mark).put("upToSeverityId", 6));
        long fatal = sent("two", 6);
        place();
        assertThat(disposition(fatal)).isEqualTo("suppressed");
    }

    @Test
    void afterTheEndSignalsArePlacedAgain() {
        made(wish("SUPPRESS").put("resource", "bucket-" + mark));
        long before = sent("one", 4);
        place();
        clock.advance(Duration.ofDays(2));
        long after = sent("two", 4);
        place();

        assertThat(disposition(before)).isEqualTo("suppressed");
        assertThat(disposition(after)).isEqualTo("opened");
    }

    @Test
    void snoozedSignalsComeBackOnceAtTheEndAndOpenOneIncident() {
        JsonNode snooze = made(wish("SNOOZE").put("findingType", mark + " type").put("product", product));
        long first = sent("one", 4);
        long second = sent("two", 3);
        long closed = sent("three", 4);
        place();
        assertThat(disposition(first)).isEqualTo("snoozed");
        send(finding("three", 4).put("activity_id", 3));
        place();

        wake();
        assertThat(disposition(first)).isEqualTo("snoozed");
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        wake();
        wake();
        place();

        assertThat(List.of(disposition(first), disposition(second))).containsExactlyInAnyOrder("opened", "attached");
        assertThat(signal(first).get("incident")).isEqualTo(signal(second).get("incident"));
        assertThat(disposition(closed)).isEqualTo("snoozed");
        JsonNode over = suppression(snooze);
        assertThat(over.get("active").asBoolean()).isFalse();
        assertThat(over.get("endedBy").asText()).isEqualTo("system");
        assertThat(over.get("signals").asLong()).isEqualTo(3);
        assertThat(audited(snooze)).containsExactly("signals-snoozed incident-commander", "suppression-ended system");
        assertThat(jobs(Waking.TYPE, snooze.get("id").asText() + " ")).isEmpty();
    }

    @Test
    void aPersonEndsASnoozeBeforeItsTimeAndTheSignalsComeBackAtOnce() {
        JsonNode snooze = made(wish("SNOOZE").put("technique", "T1562").put("source", "Test/" + mark));
        long signal = sent("one", 4);
        place();
        assertThat(disposition(signal)).isEqualTo("snoozed");

        String path = PATH + "/" + snooze.get("id");
        assertThat(send("DELETE", COMMANDER, path, null).statusCode()).isEqualTo(400);
        assertThat(send("DELETE", COMMANDER, path + "?reason=It%20was%20real", null)
                        .statusCode())
                .isEqualTo(200);
        wake();
        place();

        assertThat(disposition(signal)).isEqualTo("opened");
        assertThat(suppression(snooze).get("endReason").asText()).isEqualTo("It was real");
        assertThat(send("DELETE", COMMANDER, path + "?reason=again", null).statusCode())
                .isEqualTo(409);
        assertThat(send("PATCH", COMMANDER, path, json.createObjectNode().put("reason", "again"))
                        .statusCode())
                .isEqualTo(409);
        clock.advance(Duration.ofDays(2));
        wake();
        assertThat(disposition(signal)).isEqualTo("opened");
    }

    @Test
    void anEndThatIsMovedMovesTheWaking() {
        JsonNode snooze = made(wish("SNOOZE").put("resource", "bucket-" + mark));
        long signal = sent("one", 4);
        place();
        JsonNode changed = read(send(
                "PATCH",
                COMMANDER,
                PATH + "/" + snooze.get("id"),
                json.createObjectNode()
                        .put("endsAt", clock.instant().plus(Duration.ofDays(3)).toString())
                        .put("reason", "Takes longer")));
        assertThat(changed.get("changes"))
                .extracting(change -> change.get("what").asText() + " by "
                        + change.get("actor").asText())
                .containsExactly("reason by incident-commander", "endsAt by incident-commander");

        clock.advance(Duration.ofDays(1).plusSeconds(1));
        wake();
        place();
        assertThat(disposition(signal)).isEqualTo("snoozed");
        clock.advance(Duration.ofDays(2));
        wake();
        place();
        assertThat(disposition(signal)).isEqualTo("opened");
        assertThat(audited(snooze)).hasSize(4);
    }

    @Test
    void aSignalThatGetsWorseThanWhatIsCoveredIsPlaced() {
        JsonNode made = made(wish("SUPPRESS").put("findingType", mark + " type"));
        long signal = sent("one", 3);
        place();
        assertThat(disposition(signal)).isEqualTo("suppressed");

        send(finding("one", 4).put("activity_id", 2).put("message", "still quiet"));
        place();
        assertThat(disposition(signal)).isEqualTo("suppressed");
        send(finding("one", 5).put("activity_id", 2));
        place();

        assertThat(disposition(signal)).isEqualTo("opened");
        assertThat(suppression(made).get("signals").asLong()).isEqualTo(1);
        assertThat(signal(signal).get("revisions")).hasSize(2);
    }

    @Test
    void manySignalsAndAnEndAtTheSameTimeLeaveNoneBehind() throws Exception {
        JsonNode snooze = made(wish("SNOOZE").put("findingType", mark + " type"));
        List<Long> signals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            signals.add(sent("s" + i, 4));
        }
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(people.submit(this::place));
            }
            all.add(people.submit(
                    () -> send("DELETE", COMMANDER, PATH + "/" + snooze.get("id") + "?reason=over", null)));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            people.shutdown();
        }
        wake();
        place();

        assertThat(signals).extracting(this::disposition).containsOnly("opened", "attached");
        assertThat(signals)
                .extracting(this::disposition)
                .filteredOn("opened"::equals)
                .hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidAtOnce() {
        HttpResponse<String> answer = send(
                "POST",
                COMMANDER,
                PATH,
                json.createObjectNode()
                        .put("kind", "SILENCE")
                        .put("owner", "nobody-" + mark)
                        .put(
                                "endsAt",
                                clock.instant().plus(Duration.ofDays(367)).toString())
                        .put("technique", "T15")
                        .put("product", "PRD-0000")
                        .put("upToSeverityId", 7));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(read(answer).get("problems"))
                .extracting(problem -> problem.get("field").asText())
                .containsExactlyInAnyOrder(
                        "kind", "owner", "reason", "endsAt", "technique", "product", "upToSeverityId");
        assertThat(read(send("POST", COMMANDER, PATH, wish("SNOOZE").put("endsAt", "tomorrow")))
                        .get("problems"))
                .extracting(problem -> problem.get("field").asText())
                .containsExactlyInAnyOrder("endsAt", "criteria");
        assertThat(read(send("POST", COMMANDER, PATH + "/preview", json.createObjectNode()))
                        .get("problems"))
                .hasSize(1);
    }

    @Test
    void aPreviewSaysWhatWouldHaveBeenCovered() {
        long first = sent("one", 4);
        sent("two", 3);
        sent("three", 5);
        place();
        String incident = signal(first).get("incident").asText();

        JsonNode found = read(send(
                "POST", COMMANDER, PATH + "/preview", json.createObjectNode().put("resource", "BUCKET-" + mark)));
        assertThat(found.get("signals").asLong()).isEqualTo(2);
        assertThat(found.get("louder").asLong()).isEqualTo(1);
        assertThat(found.get("openIncidents").asLong()).isEqualTo(1);
        assertThat(found.at("/incidents/0/number").asText()).isEqualTo(incident);
        assertThat(found.at("/incidents/0/signals").asLong()).isEqualTo(2);

        jdbc.sql(
                        "insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)"
                                + " select id, number, ?, 'CONFIDENTIAL', 'tried', now(), 'administrator' from response.incident where number = ?")
                .param("CODE-" + mark)
                .param(incident)
                .update();
        JsonNode less = read(send(
                "POST", COMMANDER, PATH + "/preview", json.createObjectNode().put("observable", "192.0.2." + mark)));
        assertThat(less.get("signals").asLong()).isZero();
        assertThat(less.get("openIncidents").asLong()).isZero();
        clock.advance(Duration.ofDays(31));
        assertThat(read(send(
                                "POST",
                                COMMANDER,
                                PATH + "/preview",
                                json.createObjectNode().put("source", "Test/" + mark)))
                        .get("signals")
                        .asLong())
                .isZero();
    }

    @Test
    void suppressionsAreListedByStateKindAndOwner() {
        made(wish("SNOOZE").put("actor", mark + " 1"));
        made(wish("SUPPRESS")
                .put("actor", mark + " 2")
                .put("owner", "administrator")
                .put("endsAt", clock.instant().plus(Duration.ofDays(20)).toString()));
        JsonNode ended = made(wish("SUPPRESS").put("actor", mark + " 3"));
        send("DELETE", COMMANDER, PATH + "/" + ended.get("id") + "?reason=over", null);

        assertThat(actors("?size=200")).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(actors("?size=200&state=ACTIVE")).containsExactly("1", "2");
        assertThat(actors("?size=200&state=ENDED")).containsExactly("3");
        assertThat(actors("?size=200&state=ACTIVE&kind=SUPPRESS")).containsExactly("2");
        assertThat(actors("?size=200&owner=administrator")).containsExactly("2");
        assertThat(actors("?size=200&endsWithin=7")).containsExactly("1");
        assertThat(http.get("auditor", PATH + "?endsWithin=367&size=0").body()).contains("\"endsWithin\"", "\"size\"");
        assertThat(ask("auditor", PATH + "/me").get("maySilence").asBoolean()).isFalse();
        assertThat(ask(COMMANDER, PATH + "/me").get("maySilence").asBoolean()).isTrue();
    }

    @Test
    void figuresCountWhatCameInToday() {
        JsonNode before = ask("responder", "/api/v1/signals/figures");
        made(wish("SUPPRESS").put("findingType", mark + " type"));
        sent("one", 4);
        assertThat(ask("responder", "/api/v1/signals/figures").get("waiting").asLong())
                .isGreaterThan(0);
        place();
        JsonNode after = ask("responder", "/api/v1/signals/figures");

        assertThat(after.get("takenToday").asLong())
                .isGreaterThan(before.get("takenToday").asLong());
        assertThat(after.at("/today/suppressed").asLong())
                .isGreaterThan(before.at("/today/suppressed").asLong());
    }

    private List<String> actors(String query) {
        List<String> actors = new ArrayList<>();
        ask("auditor", PATH + query).get("items").forEach(item -> {
            String actor = item.path("actor").asText();
            if (actor.startsWith(mark)) {
                actors.add(actor.substring(mark.length() + 1));
            }
        });
        return actors;
    }

    private ObjectNode wish(String kind) {
        return json.createObjectNode()
                .put("kind", kind)
                .put("owner", COMMANDER)
                .put("reason", "Known noise")
                .put("endsAt", clock.instant().plus(Duration.ofDays(1)).toString());
    }

    private JsonNode made(ObjectNode wish) {
        HttpResponse<String> answer = send("POST", COMMANDER, PATH, wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return read(answer);
    }

    private JsonNode suppression(JsonNode made) {
        return ask("auditor", PATH + "/" + made.get("id"));
    }

    private ObjectNode finding(String id, int severity) {
        return (ObjectNode) parsed(
                """
                {"class_uid": 2004, "activity_id": 1, "severity_id": %2$d, "message": "first",
                 "metadata": {"product": {"name": "%3$s", "vendor_name": "Test"}},
                 "finding_info": {"uid": "%3$s-%1$s", "title": "Finding %1$s", "types": ["%3$s type"],
                   "attacks": [{"technique": {"uid": "T1562.008"}}]},
                 "resources": [{"uid": "bucket-%3$s", "labels": ["PRD-%3$s"]}],
                 "observables": [{"type": "IP Address", "type_id": 2, "value": "192.0.2.%3$s"}]}"""
                        .formatted(id, severity, mark));
    }

    private long sent(String id, int severity) {
        return send(finding(id, severity));
    }

    private long send(ObjectNode finding) {
        HttpResponse<String> answer = http.post("responder", "/api/v1/signals", finding.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return read(answer).at("/0/signalId").asLong();
    }

    private JsonNode signal(long id) {
        return ask("responder", "/api/v1/signals/" + id);
    }

    private String disposition(long id) {
        return signal(id).get("disposition").asText();
    }

    private void place() {
        engine.placeSignals();
    }

    private void wake() {
        run(Waking.TYPE);
    }

    /** Runs the jobs of a type that are due, whoever made them. */
    private void run(String type) {
        for (List<String> due = jobs(type, ""); !due.isEmpty(); due = jobs(type, "")) {
            for (String job : due) {
                try {
                    management.executeJob(job);
                } catch (OptimisticLockingException | NullValueException e) {
                    // another thread has it
                } catch (ProcessEngineException e) {
                    // or has done it
                    assertThat(e).hasMessageContaining("No job found");
                }
            }
        }
    }

    private List<String> jobs(String type, String subject) {
        return jdbc.sql("select id_ from act_ru_job where handler_type_ = ? and starts_with(handler_cfg_, ?)"
                        + " and duedate_ <= ? order by id_")
                .param(type)
                .param(subject)
                .param(java.sql.Timestamp.from(clock.instant()))
                .query(String.class)
                .list();
    }

    private List<String> audited(JsonNode made) {
        return jdbc.sql(
                        "select kind || ' ' || actor from response.audit_event where category = 'SIGNAL' and subject = ?"
                                + " order by id")
                .param("suppression-" + made.get("id"))
                .query(String.class)
                .list();
    }

    private JsonNode ask(String account, String path) {
        HttpResponse<String> answer = http.get(account, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer);
    }

    private HttpResponse<String> send(String method, String account, String path, @Nullable ObjectNode body) {
        var request = http.request(account, path);
        return http.send(
                body == null
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body.toString())));
    }

    private JsonNode read(HttpResponse<String> answer) {
        return parsed(answer.body());
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
