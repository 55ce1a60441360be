package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.sla.Forecasts.Filter;
import io.github.integratedresponse.sla.Forecasts.Forecast;
import io.github.integratedresponse.sla.Forecasts.Likeness;
import io.github.integratedresponse.sla.Forecasts.Order;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class ForecastsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    Forecasts forecasts;

    @Autowired
    JdbcTemplate template;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    LifeFold fold;

    @Autowired
    MovableClock clock;

    @Autowired
    Calendars calendars;

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    private Instant now = Instant.EPOCH;

    @BeforeEach
    void afterWhatWasKept() {
        // no more than so many that wait to be rolled up are looked at, and other tests make very many
        fold.fold();
        clock.advance(Outlooks.SERVED);
        now = clock.instant();
    }

    @Test
    void theChanceIsThePartOfThoseWhoLastedAsLongThatTookLongerThanTheTarget() {
        Lives lives = known().open(ago(30), HOUR, now).kept();
        Forecast forecast = only(lives);
        assertThat(forecast.chance())
                .as("40 of the 60 that lasted half an hour")
                .isEqualTo(0.6667);
        assertThat(forecast.low()).isBetween(0.52, 0.54);
        assertThat(forecast.high()).isBetween(0.76, 0.78);
        assertThat(forecast.basis()).isEqualTo(new Forecasts.Basis(Likeness.SAME_SEVERITY, 101, 100, 60));
        assertThat(forecast.used()).isEqualTo(Duration.ofMinutes(30));
        assertThat(Duration.between(now.plus(HOUR), forecast.expectedEnd()))
                .as("the median of those who lasted as long: 90 minutes")
                .isBetween(Duration.ofMinutes(-2), Duration.ofMinutes(2));
        assertThat(forecast.reason()).isNull();
    }

    @Test
    void theLongerItLastsTheLikelierIsTheBreachAndABrokenPromiseIsCertain() {
        Lives lives = known();
        lives.open(ago(5), HOUR, now)
                .open(ago(30), HOUR, now)
                .open(ago(55), HOUR, now)
                .open(ago(70), HOUR, now)
                .kept();
        List<Forecast> found = page(lives, Order.CHANCE);
        assertThat(found)
                .extracting(Forecast::chance)
                .as("with the other open clocks at risk: 1, 1, 42/62, 63/103 of that")
                .containsExactly(1.0, 1.0, 0.6774, 0.4143);
        assertThat(found.get(0).state()).isEqualTo("BREACHED");
        assertThat(found.get(0).low()).isEqualTo(1.0);
        assertThat(found.get(0).expectedEnd()).isAfter(now);
        assertThat(found.get(1).low()).as("of 40 that lasted 55 minutes").isBetween(0.85, 0.95);
        assertThat(page(lives, Order.DUE)).extracting(Forecast::dueAt).isSorted();
    }

    @Test
    void aPausedClockStandsWhereItStoodAndNobodyKnowsWhenItEnds() {
        Lives lives = known().paused(ago(500), HOUR, ago(470)).kept();
        Forecast forecast = only(lives);
        assertThat(forecast.chance()).isEqualTo(0.6667);
        assertThat(forecast.used()).isEqualTo(Duration.ofMinutes(30));
        assertThat(forecast.remaining()).isNotNull();
        assertThat(forecast.expectedEnd()).isNull();
    }

    @Test
    void pressingIsWhatGoesOnInTimeAndIsPastItsWarningOrDueWithinADay() throws Exception {
        Lives lives = known();
        lives.open(ago(30), HOUR, now)
                .open(ago(70), HOUR, now)
                .paused(ago(50), HOUR, ago(40))
                .running(now, "PT20H", now.plus(Duration.ofHours(20)))
                .running(now.plusSeconds(60), "PT25H", now.plus(Duration.ofHours(25)))
                .kept();
        JsonNode pressing = read("executive", "?pressing=true&order=DUE&clock=" + lives.name);
        assertThat(pressing.get("items").findValuesAsText("dueAt"))
                .containsExactly(
                        ago(30).plus(HOUR).toString(),
                        now.plus(Duration.ofHours(20)).toString());
        assertThat(pressing.get("total").asLong()).isEqualTo(2);
        assertThat(read("executive", "?clock=" + lives.name).get("total").asLong())
                .isEqualTo(5);
        assertThat(read("executive", "?pressing=true&region=XX&clock=" + lives.name)
                        .get("total")
                        .asLong())
                .isZero();
        assertThat(http.get("executive", "/api/v1/sla/forecast?pressing=perhaps")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void calledOffClocksCountOnlyAsLongAsTheyWereWatched() {
        Lives lives = known();
        Instant started = now.minus(Duration.ofDays(30));
        lives.calledOff(60, started, Duration.ofMinutes(30), HOUR);
        lives.open(ago(40), HOUR, now).kept();
        assertThat(only(lives).chance()).isEqualTo(0.6667);
        assertThat(only(lives).basis())
                .satisfies(basis -> assertThat(basis.watched()).isEqualTo(161));
    }

    @Test
    void tooFewLikeClocksAreSaidToBeTooFew() {
        Lives lives = new Lives(template);
        lives.done(29, now.minus(Duration.ofDays(8)), Duration.ofMinutes(10), HOUR);
        lives.open(ago(5), HOUR, now).kept();
        Forecast forecast = only(lives);
        assertThat(forecast.chance()).isNull();
        assertThat(forecast.reason()).isEqualTo("Fewer than 30 like clocks were done in the last 26 weeks");
    }

    @Test
    void whereOneSeverityHasTooFewAllOfThemCountByThePartOfTheirTarget() {
        Lives lives = new Lives(template);
        lives.severity = "SEV1";
        lives.done(30, now.minus(Duration.ofDays(8)), Duration.ofMinutes(2), Duration.ofMinutes(10));
        lives.severity = "SEV3";
        lives.done(20, now.minus(Duration.ofDays(8)), Duration.ofHours(25), Duration.ofHours(20));
        lives.severity = "SEV0";
        lives.open(ago(30), HOUR, now).kept();
        Forecast forecast = only(lives);
        assertThat(forecast.chance())
                .as("20 of the 20 that used half of their target")
                .isEqualTo(1.0);
        assertThat(forecast.low()).isBetween(0.8, 0.9);
        assertThat(forecast.basis()).isEqualTo(new Forecasts.Basis(Likeness.SAME_CLOCK, 51, 50, 20));
        assertThat(Duration.between(now, forecast.expectedEnd()))
                .as("a quarter over its target")
                .isBetween(Duration.ofMinutes(44), Duration.ofMinutes(46));
    }

    @Test
    void clocksAboutAnotherSubjectAreLessLike() {
        Lives lives = new Lives(template);
        lives.subject = "GDPR_72H";
        lives.done(40, now.minus(Duration.ofDays(8)), Duration.ofMinutes(50), HOUR);
        lives.subject = "NIS2_24H";
        lives.open(ago(5), HOUR, now).kept();
        assertThat(only(lives).basis()).extracting(Forecasts.Basis::likeness).isEqualTo(Likeness.SAME_NAME);
        assertThat(only(lives).chance()).isZero();
        assertThat(only(lives).high()).isBetween(0.05, 0.12);
        lives.subject = "GDPR_72H";
        lives.open(ago(5), HOUR, now).kept();
        clock.advance(Outlooks.SERVED);
        assertThat(page(lives, Order.DUE))
                .extracting(forecast ->
                        forecast.basis() == null ? null : forecast.basis().likeness())
                .containsExactlyInAnyOrder(Likeness.SAME_NAME, Likeness.SAME_SEVERITY);
    }

    @Test
    void whatNobodyWasSeenToLastIsNotGuessed() {
        Lives lives = new Lives(template);
        Instant started = now.minus(Duration.ofDays(30));
        lives.done(40, started, Duration.ofMinutes(10), HOUR);
        lives.calledOff(40, started, Duration.ofMinutes(20), HOUR);
        lives.open(ago(15), HOUR, now);
        lives.open(ago(40), HOUR, now).kept();
        List<Forecast> found = page(lives, Order.DUE);
        assertThat(found).extracting(Forecast::chance).containsOnlyNulls();
        assertThat(found)
                .extracting(Forecast::reason)
                .containsExactly(
                        "It has lasted longer than like clocks were watched for",
                        "No like clock was watched for as long as its target");
    }

    @Test
    void onlyWorkingHoursCountForAClockOfABusinessCalendar() {
        Instant friday = now.atZone(ZoneOffset.UTC)
                .with(TemporalAdjusters.previous(DayOfWeek.FRIDAY))
                .with(LocalTime.of(17, 0))
                .toInstant();
        WorkingTime working = calendars.of("business-US", null);
        Lives lives = new Lives(template);
        lives.calendar = "business-US";
        lives.running(friday, "P5D", working.plus(friday, Target.parse("P5D"))).kept();
        Forecast forecast = only(lives);
        assertThat(forecast.target()).isEqualTo(working.length(Target.parse("P5D")));
        assertThat(forecast.used()).isEqualTo(working.between(friday, now)).isLessThan(Duration.between(friday, now));
    }

    @Test
    void oneClockIsForecastAsItStandsNow() {
        Lives lives = known().open(ago(30), HOUR, now).kept();
        long id = jdbc.sql("select id from response.sla_clock where name = ? and stopped_at is null")
                .param(lives.name)
                .query(Long.class)
                .single();
        assertThat(forecasts.of(id)).get().extracting(Forecast::chance).isEqualTo(0.6667);
        assertThat(forecasts.of(-1)).isEmpty();
        jdbc.sql("update response.sla_clock set state = 'MET', stopped_at = ?, elapsed_ms = 1 where id = ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
        assertThat(forecasts.of(id)).isEmpty();
        assertThat(page(lives, Order.DUE)).as("what was seen is kept").hasSize(1);
        clock.advance(Outlooks.SERVED);
        assertThat(page(lives, Order.DUE)).isEmpty();
    }

    @Test
    void whatStillRunsCountsSoThatGrowthDoesNotDeceive() {
        Lives lives = new Lives(template);
        Random random = new Random(5);
        double mean = Duration.ofDays(8).toMillis();
        Duration target = Duration.ofDays(6);
        int closed = 0;
        int late = 0;
        for (int i = 0; i < 3_000; i++) {
            Duration since = Duration.ofMillis((long) (random.nextDouble() * 10 * 86_400_000));
            Duration takes = Duration.ofMillis((long) (-mean * Math.log(1 - random.nextDouble())));
            if (takes.compareTo(since) < 0) {
                lives.done(1, now.minus(since), takes, target);
                closed++;
                late += takes.compareTo(target) > 0 ? 1 : 0;
            } else {
                lives.open(now.minus(since), target, now);
            }
        }
        lives.businessKey = "NEW-" + UUID.randomUUID();
        lives.open(now, target, now).kept();
        double truth = Math.exp(-6 / 8.0);
        Forecast fresh = forecasts
                .page(
                        new Filter(null, null, null, null, null, null, lives.businessKey, false),
                        Order.DUE,
                        PageRequest.of(0, 1))
                .items()
                .get(0);
        assertThat(late / (double) closed).as("of those that are closed").isLessThan(truth - 0.25);
        assertThat(fresh.chance()).isEqualTo(truth, within(0.05));
        assertThat(fresh.low()).isLessThan(truth);
        assertThat(fresh.high()).isGreaterThan(truth);
    }

    @Test
    void theListIsNarrowedOrderedAndPaged() throws Exception {
        Lives lives = known();
        lives.division = "Division " + UUID.randomUUID();
        lives.owner = "somebody";
        lives.open(ago(30), HOUR, now).open(ago(55), HOUR, now);
        lives.severity = "SEV3";
        lives.open(ago(20), HOUR, now).kept();

        JsonNode page = read("executive", "?clock=" + lives.name + "&order=DUE&size=2");
        assertThat(page.get("total").asInt()).isEqualTo(3);
        assertThat(page.get("items")).hasSize(2);
        JsonNode first = page.get("items").get(0);
        assertThat(first.get("chance").asDouble()).isEqualTo(1.0);
        assertThat(first.get("used").asText()).isEqualTo("PT55M");
        assertThat(first.get("basis").get("likeness").asText()).isEqualTo("SAME_SEVERITY");
        assertThat(read("auditor", "?clock=" + lives.name + "&severity=SEV3")
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(read("auditor", "?owner=somebody&division=" + lives.division.replace(" ", "%20"))
                        .get("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(read("auditor", "?owner=nobody&clock=" + lives.name)
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(read("auditor", "?product=none&clock=" + lives.name)
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(read("auditor", "?businessKey=" + lives.businessKey)
                        .get("total")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void everythingThatIsWrongWithARequestIsNamedAtOnce() throws Exception {
        HttpResponse<String> answer = http.get("executive", "/api/v1/sla/forecast?severity=bad&size=0&page=-1");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("problems"))
                .extracting(problem -> problem.get("field").asText())
                .containsExactlyInAnyOrder("severity", "size", "page");
        assertThat(http.get("executive", "/api/v1/sla/forecast?order=worst").body())
                .contains("CHANCE, DUE");
    }

    @Test
    void asATableItIsWholeSafeForSpreadsheetsAndAudited() throws Exception {
        Lives lives = known();
        lives.owner = "=cmd()";
        lives.open(ago(30), HOUR, now).kept();
        HttpResponse<String> answer = http.send(http.request("executive", "/api/v1/sla/forecast?clock=" + lives.name)
                .header("Accept", "text/csv"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("id,clock,subject,businessKey,severity,");
        assertThat(lines.get(1)).contains(lives.name, "'=cmd()", "0.6667", "SAME_SEVERITY");
        assertThat(http.get("executive", "/api/v1/sla/forecast?format=csv&clock=" + lives.name)
                        .body())
                .isEqualTo(answer.body());
        assertThat(jdbc.sql("select count(*) from response.audit_event where kind = 'forecasts-exported'"
                                + " and actor = 'executive' and text like ?")
                        .param("%" + lives.name + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(http.get("executive", "/api/v1/sla/forecast?format=csv&severity=bad")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRestrictedIncidentIsShownToItsTeamAlone() throws Exception {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, engine, "m" + UUID.randomUUID(), "tlp:red");
        Lives lives = known();
        lives.businessKey = incident.number();
        lives.open(ago(30), HOUR, now).kept();
        assertThat(read("security-operations-manager", "?clock=" + lives.name)
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(read("administrator", "?businessKey=" + incident.number())
                        .get("total")
                        .asInt())
                .isZero();
        JsonNode team = read("incident-commander", "?clock=" + lives.name);
        assertThat(team.get("total").asInt()).isEqualTo(1);
        assertThat(team.get("items").get(0).get("basis").get("watched").asInt())
                .as("it is no part of what others are compared with")
                .isEqualTo(100);
        assertThat(http.send(http.request("security-operations-manager", "/api/v1/sla/forecast?clock=" + lives.name)
                                .header("Accept", "text/csv"))
                        .body())
                .doesNotContain(incident.number());
    }

    @Test
    void anIncidentThatBecomesRestrictedIsGoneAtOnce() throws Exception {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, engine, "m" + UUID.randomUUID());
        Lives lives = known();
        lives.businessKey = incident.number();
        lives.open(ago(30), HOUR, now).kept();
        assertThat(read("executive", "?clock=" + lives.name).get("total").asInt())
                .isEqualTo(1);
        jdbc.sql(
                        "insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)"
                                + " select id, number, 'restricted-' || id, 'CONFIDENTIAL', 'Test', now(), 'test'"
                                + " from response.incident where number = ?")
                .param(incident.number())
                .update();
        assertThat(read("executive", "?clock=" + lives.name).get("total").asInt())
                .isZero();
    }

    /** A hundred like clocks: 40 took 10 minutes, 20 took 50, 40 took 90. */
    private Lives known() {
        Instant started = now.minus(Duration.ofDays(30));
        return new Lives(template)
                .done(40, started, Duration.ofMinutes(10), HOUR)
                .done(20, started, Duration.ofMinutes(50), HOUR)
                .done(40, started, Duration.ofMinutes(90), HOUR);
    }

    private Instant ago(long minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }

    private Forecast only(Lives lives) {
        List<Forecast> found = page(lives, Order.CHANCE);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Forecast> page(Lives lives, Order order) {
        return forecasts
                .page(new Filter(lives.name, null, null, null, null, null, null, false), order, PageRequest.of(0, 200))
                .items();
    }

    private JsonNode read(String account, String query) throws Exception {
        HttpResponse<String> answer = http.get(account, "/api/v1/sla/forecast" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
