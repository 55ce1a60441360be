package io.github.integratedresponse.sla.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class SlaApiTest {

    private static final String MANAGER = "security-operations-manager";

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private MadeClocks made;

    @BeforeEach
    void ofItsOwn() {
        made = new MadeClocks(jdbc);
    }

    @Test
    void adherenceIsAboutWholeWeeksAndSaysWhich() throws Exception {
        kept("=" + made.mark);
        JsonNode answer = read("/api/v1/sla/adherence?by=DIVISION&clock=%3D" + made.mark);

        assertThat(answer.get("from").asText())
                .isEqualTo(thisMonday().minusWeeks(12).toString());
        assertThat(answer.get("to").asText())
                .isEqualTo(thisMonday().plusWeeks(1).toString());
        assertThat(answer.get("by").asText()).isEqualTo("DIVISION");
        assertThat(answer.get("groups")).hasSize(1);
        assertThat(answer.get("groups").get(0).get("adherence").asDouble()).isEqualTo(1.0);

        JsonNode rounded = read("/api/v1/sla/adherence?from=2026-01-07&to=2026-01-13");
        assertThat(rounded.get("from").asText()).isEqualTo("2026-01-05");
        assertThat(rounded.get("to").asText()).isEqualTo("2026-01-19");
    }

    private LocalDate thisMonday() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Test
    void theDescriptionOfTheApiNamesEachFilterAndNothingElse() throws Exception {
        JsonNode described = read("/api/openapi").at("/paths/~1api~1v1~1sla~1times/get/parameters");

        assertThat(described.findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "by",
                        "clock",
                        "subject",
                        "process",
                        "severity",
                        "division",
                        "product",
                        "owner",
                        "region",
                        "from",
                        "to",
                        "format");
    }

    private void kept(String name) {
        long id = made.start(
                made.about(name, "WORK-" + made.mark),
                clock.instant(),
                clock.instant().minusSeconds(60),
                Duration.ofHours(1));
        made.stop(id, clock.instant(), false);
    }

    @Test
    void everyListIsGivenAsCsvInWhichNoCellIsAFormulaAndTheExportIsRecorded() {
        kept("=" + made.mark);
        for (String address : List.of(
                "adherence",
                "matrix",
                "times",
                "open",
                "clocks",
                "breaches",
                "pauses",
                "repairs",
                "reviews",
                "recurrence")) {
            HttpResponse<String> answer =
                    http.get(MANAGER, "/api/v1/sla/" + address + "?format=csv&division=" + made.mark);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
            assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                    .isEqualTo("attachment; filename=\"sla-" + address + ".csv\"");
            assertThat(exported(address)).as(address).isEqualTo(1);
        }
        HttpResponse<String> accepted = http.send(http.request(MANAGER, "/api/v1/sla/adherence?division=" + made.mark)
                .header("Accept", "text/csv"));
        assertThat(accepted.body())
                .startsWith(
                        "key,due,met,metLate,overdue,calledOffLate,cancelled,adherence,meanLateSeconds,pausedSeconds\n")
                .endsWith("\n\"'=" + made.mark + "\",1,1,0,0,0,0,1.0,,0\n");
    }

    private long exported(String what) {
        return jdbc.sql("select count(*) from response.audit_event where kind = 'sla-figures-exported' and subject = ?"
                        + " and text like ?")
                .param(what)
                .param("%" + made.mark + "%")
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsWrongWithARequestIsNamedAllAtOnce() throws Exception {
        HttpResponse<String> answer = http.get(MANAGER, "/api/v1/sla/times?by=CLOCK&from=1500-01-01&format=xml");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).get("problems").findValuesAsText("field"))
                .containsExactlyInAnyOrder("by", "from", "format");
        HttpResponse<String> values = http.get(MANAGER, "/api/v1/sla/values?of=WEEK&limit=0");
        assertThat(values.statusCode()).isEqualTo(400);
        assertThat(json.readTree(values.body()).get("problems").findValuesAsText("field"))
                .containsExactlyInAnyOrder("of", "limit");
        HttpResponse<String> breaches =
                http.get(MANAGER, "/api/v1/sla/breaches?to=1500-01-01&page=-1&size=0&format=xml");
        assertThat(json.readTree(breaches.body()).get("problems").findValuesAsText("field"))
                .containsExactlyInAnyOrder("to", "page", "size", "format");
        assertThat(http.get(MANAGER, "/api/v1/sla/adherence?by=nothing").statusCode())
                .isEqualTo(400);
        assertThat(http.get(MANAGER, "/api/v1/sla/adherence?from=2026-02-30").statusCode())
                .isEqualTo(400);
        assertThat(http.get(MANAGER, "/api/v1/sla/adherence?from=2026-03-02&to=2026-03-02")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void openClocksComeWorstFirst() throws Exception {
        long soon = made.start(about(), clock.instant(), clock.instant(), Duration.ofHours(1));
        long late =
                made.start(about(), clock.instant(), clock.instant().minus(Duration.ofDays(3)), Duration.ofHours(1));
        long still = made.start(
                about(), clock.instant(), clock.instant().minus(Duration.ofMinutes(30)), Duration.ofHours(1));
        made.pause(still, "Waiting", clock.instant().minus(Duration.ofMinutes(10)));
        JsonNode items = read("/api/v1/sla/clocks?clock=" + made.mark).get("items");

        assertThat(items.findValuesAsText("id"))
                .containsExactly(Long.toString(late), Long.toString(soon), Long.toString(still));
        assertThat(items.findValuesAsText("risk")).containsExactly("OVERDUE", "IN_TIME", "PAUSED");
        assertThat(items.get(0).get("leftSeconds").asLong())
                .isEqualTo(-Duration.ofHours(71).toSeconds());
        assertThat(items.get(2).get("leftSeconds").asLong()).isEqualTo(2_400);
        assertThat(items.get(2).get("pausedSeconds").asLong()).isEqualTo(600);
        assertThat(read("/api/v1/sla/clocks?risk=OVERDUE&clock=" + made.mark)
                        .get("total")
                        .asLong())
                .isEqualTo(1);

        JsonNode story = read("/api/v1/sla/clocks/" + still);
        assertThat(story.get("ledger").findValuesAsText("event")).containsExactly("STARTED", "PAUSED");
        assertThat(story.get("pauses").findValuesAsText("reason")).containsExactly("Waiting");
    }

    private MadeClocks.About about() {
        return made.about(made.mark, "WORK-" + made.mark);
    }

    @Test
    void nobodyFindsTheClocksOfARestrictedIncidentThatTheyMayNotKnow() throws Exception {
        String incident = made.incident(clock.instant());
        long id = made.start(
                made.about(made.mark, incident),
                clock.instant(),
                clock.instant().minus(Duration.ofDays(1)),
                Duration.ofHours(1));
        assertThat(read("/api/v1/sla/clocks?clock=" + made.mark).get("total").asLong())
                .isEqualTo(1);
        made.restrict(incident, clock.instant());

        for (String account : List.of(MANAGER, "responder", "auditor")) {
            HttpResponse<String> listed = http.get(account, "/api/v1/sla/clocks?clock=" + made.mark);
            assertThat(json.readTree(listed.body()).get("total").asLong())
                    .as(account)
                    .isZero();
            assertThat(http.get(account, "/api/v1/sla/clocks/" + id).statusCode())
                    .as(account)
                    .isEqualTo(404);
        }
        assertThat(read("/api/v1/sla/breaches?clock=" + made.mark).get("total").asLong())
                .isZero();
        assertThat(read("/api/v1/sla/values?of=OWNER&containing=" + made.mark).get("values"))
                .isEmpty();
        for (String address :
                List.of("adherence", "matrix", "breaches", "open", "times?by=DIVISION", "pauses", "repairs")) {
            assertThat(http.get(MANAGER, "/api/v1/sla/" + address).body())
                    .as(address)
                    .doesNotContain(made.mark);
        }
        jdbc.sql(
                        "insert into response.clearance (incident_id, person, kind, reason, granted_by, granted_at)"
                                + " select id, 'responder', 'TEAM', 'Made', 'somebody', opened_at from response.incident where number = ?")
                .param(incident)
                .update();
        assertThat(http.get("responder", "/api/v1/sla/clocks/" + id).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aMatrixTellsWhereWhatIsBrokenAndEachCellHasItsList() throws Exception {
        long kept = made.start(about(), clock.instant(), ago(Duration.ofHours(3)), Duration.ofHours(2));
        made.stop(kept, ago(Duration.ofHours(2)), false);
        long late = made.start(about(), clock.instant(), ago(Duration.ofHours(5)), Duration.ofHours(1));
        made.stop(late, ago(Duration.ofHours(1)), false);
        long calledOff = made.start(about(), clock.instant(), ago(Duration.ofHours(5)), Duration.ofHours(1));
        made.stop(calledOff, ago(Duration.ofHours(2)), true);
        long open = made.start(about(), clock.instant(), ago(Duration.ofHours(3)), Duration.ofHours(1));
        long stands = made.start(about(), clock.instant(), ago(Duration.ofHours(3)), Duration.ofHours(2));
        made.pause(stands, "Waiting", ago(Duration.ofMinutes(30)));
        made.stop(
                made.start(about(), clock.instant(), ago(Duration.ofHours(1)), Duration.ofHours(2)),
                clock.instant(),
                true);
        made.start(about(), clock.instant(), clock.instant(), Duration.ofHours(1));
        made.start(about(), clock.instant(), ago(Duration.ofDays(300)), Duration.ofDays(1));

        JsonNode cells = read("/api/v1/sla/matrix?division=" + made.mark).get("cells");
        assertThat(cells).hasSize(1);
        assertThat(cells.get(0).get("clock").asText()).isEqualTo(made.mark);
        assertThat(cells.get(0).get("severity").asText()).isEqualTo("SEV1");
        assertThat(cells.get(0).get("met").asLong()).isEqualTo(1);
        assertThat(cells.get(0).get("cancelled").asLong()).isEqualTo(1);
        assertThat(cells.get(0).get("adherence").asDouble()).isEqualTo(0.2);

        JsonNode list = read("/api/v1/sla/breaches?severity=SEV1&clock=" + made.mark);
        assertThat(list.get("total").asLong())
                .isEqualTo(cells.get(0).get("due").asLong()
                        - cells.get(0).get("met").asLong());
        assertThat(list.get("items").findValuesAsText("id"))
                .containsExactly(
                        Long.toString(late), Long.toString(calledOff), Long.toString(open), Long.toString(stands));
        assertThat(list.get("items").findValuesAsText("outcome"))
                .containsExactly("MET_LATE", "CALLED_OFF_LATE", "OVERDUE", "OVERDUE");
        assertThat(list.get("items").findValuesAsText("lateSeconds")).containsExactly("10800", "7200", "7200", "1800");
        JsonNode second = read("/api/v1/sla/breaches?page=1&size=3&clock=" + made.mark);
        assertThat(second.get("items").findValuesAsText("id")).containsExactly(Long.toString(stands));
        assertThat(second.get("total").asLong()).isEqualTo(4);
        assertThat(read("/api/v1/sla/breaches?severity=SEV2&clock=" + made.mark)
                        .get("total")
                        .asLong())
                .isZero();
        assertThat(read("/api/v1/sla/breaches?from=2020-01-06&to=2020-01-13&clock=" + made.mark)
                        .get("total")
                        .asLong())
                .isZero();
    }

    private Instant ago(Duration time) {
        return clock.instant().minus(time);
    }

    @Test
    void whatFiguresCanBeNarrowedToIsToldByAPartOfItsName() throws Exception {
        kept(made.mark);
        made.start(
                new MadeClocks.About(
                        made.mark, null, made.mark, "SEV1", null, "open " + made.mark, null, null, made.mark),
                clock.instant(),
                clock.instant(),
                Duration.ofHours(1));
        String part = made.mark.substring(1).toUpperCase(Locale.ROOT);

        assertThat(values("PRODUCT", part)).containsExactly(made.mark, "open " + made.mark);
        assertThat(values("OWNER", part)).containsExactly(made.mark);
        assertThat(values("CLOCK", part)).containsExactly(made.mark);
        assertThat(values("OWNER", "%" + part)).isEmpty();
        assertThat(read("/api/v1/sla/values?of=PRODUCT&limit=1&containing=" + part)
                        .get("values"))
                .hasSize(1);
    }

    private List<String> values(String of, String containing) throws Exception {
        JsonNode values = read("/api/v1/sla/values?of=" + of + "&containing="
                        + URLEncoder.encode(containing, StandardCharsets.UTF_8))
                .get("values");
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    @Test
    void adherenceIsToldWithItsTarget() throws Exception {
        assertThat(read("/api/v1/sla/adherence?division=" + made.mark)
                        .get("target")
                        .asDouble())
                .isEqualTo(0.95);
        assertThatThrownBy(() -> new AdherenceProperties(95)).hasMessageContaining("adherence-target");
        assertThatThrownBy(() -> new AdherenceProperties(Double.NaN)).hasMessageContaining("adherence-target");
    }

    @Test
    void repairItemsAreToldByTheirAgeAndPhase() throws Exception {
        String division = made.mark;
        repair("item-1-", 3, "repair-engineering", division);
        repair("item-2-", 40, "repair-engineering", division);
        repair("item-3-", 200, null, division);
        JsonNode groups = read("/api/v1/sla/repairs?division=" + division).get("groups");

        assertThat(groups.findValuesAsText("phase")).containsExactly("all", "repair-engineering", "");
        JsonNode all = groups.get(0);
        assertThat(all.get("open").asInt()).isEqualTo(3);
        assertThat(all.get("overdue").asInt()).isEqualTo(2);
        assertThat(all.get("under7Days").asInt()).isEqualTo(1);
        assertThat(all.get("under90Days").asInt()).isEqualTo(1);
        assertThat(all.get("older").asInt()).isEqualTo(1);
        assertThat(all.get("medianDays").asDouble()).isEqualTo(40);
        assertThat(all.get("oldestDays").asDouble()).isEqualTo(200);
    }

    private void repair(String instance, int days, @Nullable String phase, String division) {
        MadeClocks own = new MadeClocks(jdbc);
        for (String name : phase == null ? List.of("repair-item") : List.of("repair-item", phase)) {
            long id = own.start(
                    new MadeClocks.About(name, null, "repair-item", "SEV2", null, null, division, null, own.mark),
                    clock.instant(),
                    clock.instant().minus(Duration.ofDays(days)),
                    Duration.ofDays(30));
            jdbc.sql("update response.sla_clock set process_instance_id = ? where id = ?")
                    .param(instance + own.mark)
                    .param(id)
                    .update();
        }
    }

    @Test
    void reviewsAreToldByTheWeekInWhichTheyWereDue() throws Exception {
        long late = made.start(
                made.about("slr-held", "WORK-" + made.mark),
                clock.instant(),
                clock.instant().minus(Duration.ofDays(8)),
                Duration.ofDays(1));
        made.stop(late, clock.instant(), false);
        JsonNode groups = read("/api/v1/sla/reviews?division=" + made.mark).get("groups");

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).get("week").asText())
                .isEqualTo(thisMonday().minusWeeks(1).toString());
        assertThat(groups.get(0).get("late").asInt()).isEqualTo(1);
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = http.get(MANAGER, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
