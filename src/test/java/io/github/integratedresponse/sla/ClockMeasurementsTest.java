package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class ClockMeasurementsTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Http http;

    /** A clock of a name of its own, so that no other test has any. */
    final String name = "measured-" + UUID.randomUUID();

    final String work = "WORK-" + UUID.randomUUID();

    @Test
    void anOpenClockIsInOneStateAndGoesThroughThem() {
        long id = started();
        assertStates(1, 0, 0, 0);
        clock.advance(Duration.ofMinutes(45));
        assertStates(0, 1, 0, 0);
        clock.advance(Duration.ofMinutes(15));
        assertStates(0, 0, 1, 0);
        set(id, "state = 'BREACHED', breached_at = due_at");
        assertStates(0, 0, 1, 0);
        set(id, "state = 'PAUSED', paused_at = now()");
        assertStates(0, 0, 0, 1);
        set(id, "state = 'MET_LATE', paused_at = null, stopped_at = now()");
        assertStates(0, 0, 0, 0);
    }

    @Test
    void aBreachCountsOnceAndGoesOnCountingAfterAStart() {
        long id = started();
        assertThat(breaches()).isZero();
        ledger(id, "WARNED");
        ledger(id, "BREACHED");
        assertThat(breaches()).isEqualTo(1);
        ledger(id, "CANCELLED");
        assertThat(breaches()).isEqualTo(1);
        ledger(id, "BREACHED");
        assertThat(new BreachTotals(jdbc, transaction).totals()).contains(new BreachTotals.Total(name, "SEV1", 2));
        assertThat(breaches()).isEqualTo(2);
    }

    @Test
    void theTotalsNeverFall() {
        long id = started();
        ledger(id, "BREACHED");
        assertThat(breaches()).isEqualTo(1);
        jdbc.sql("update response.sla_clock set business_key = ? where id = ?")
                .param(restricted())
                .param(id)
                .update();
        assertThat(breaches()).isEqualTo(1);
    }

    @Test
    void restrictedIncidentsAreLeftOut() {
        long id = started();
        jdbc.sql("update response.sla_clock set business_key = ? where id = ?")
                .param(restricted())
                .param(id)
                .update();
        ledger(id, "BREACHED");
        jdbc.sql(
                        "insert into response.sla_escalation (clock_id, level, due_at, started_at) values (?, 'breach', now(), now())")
                .param(id)
                .update();
        Scrape first = Scrape.of(http, clock);
        assertThat(first.text()).doesNotContain(name);
        double open = first.value("response_escalations_open", "level", "breach");
        jdbc.sql("update response.sla_clock set business_key = ? where id = ?")
                .param(work)
                .param(id)
                .update();
        Scrape second = Scrape.of(http, clock);
        assertThat(second.value("response_clocks", "clock", name, "state", "running"))
                .isEqualTo(1);
        assertThat(second.value("response_escalations_open", "level", "breach") - open)
                .isEqualTo(1);
        assertThat(second.value("response_breaches_total", "clock", name, "severity", "SEV1"))
                .as("what was restricted when it was broken is never counted")
                .isZero();
    }

    @Test
    void aRealIncidentShowsWithoutBeingNamed() {
        double before = sumOf("acknowledge", "running");
        PlantedIncident planted = PlantedIncident.send(http, jdbc, engine, "measured-" + UUID.randomUUID());
        assertThat(sumOf("acknowledge", "running") - before).isEqualTo(1);
        assertThat(Scrape.of(http, clock).text()).doesNotContain(planted.number(), "INC-", "responder");
    }

    @Test
    void labelsTakeFewValues() {
        started();
        Scrape scrape = Scrape.of(http, clock);
        assertThat(scrape.valuesOf("state")).isEqualTo(Set.of("running", "at_risk", "breached", "paused"));
        assertThat(scrape.valuesOf("severity")).isEqualTo(Set.of("SEV0", "SEV1", "SEV2", "SEV3", "SEV4", "none"));
        assertThat(scrape.valuesOf("level")).isEqualTo(Set.of("warning", "breach"));
        assertThat(scrape.valuesOf("clock")).hasSizeLessThanOrEqualTo(101);
    }

    private void assertStates(int running, int atRisk, int breached, int paused) {
        Scrape scrape = Scrape.of(http, clock);
        assertThat(List.of("running", "at_risk", "breached", "paused").stream()
                        .map(state -> (int) scrape.value("response_clocks", "clock", name, "state", state)))
                .containsExactly(running, atRisk, breached, paused);
    }

    private double sumOf(String clockName, String state) {
        return Scrape.of(http, clock).value("response_clocks", "clock", clockName, "state", state);
    }

    private double breaches() {
        return Scrape.of(http, clock).value("response_breaches_total", "clock", name, "severity", "SEV1");
    }

    /** An hour from now, with the warning after three quarters of it. */
    private long started() {
        Instant now = clock.instant();
        return jdbc.sql(
                        "insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id,"
                                + " activity_instance_id, business_key, severity, target, warn_fraction, started_at, warn_at, due_at, state)"
                                + " values (?, 'p', 'p', 'a', ?, ?, 'SEV1', 'PT1H', 0.75, ?, ?, ?, 'RUNNING') returning id")
                .param(name)
                .param(UUID.randomUUID().toString())
                .param(work)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(now.plus(Duration.ofMinutes(45)).atOffset(ZoneOffset.UTC))
                .param(now.plus(Duration.ofMinutes(60)).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private void set(long id, String columns) {
        jdbc.sql("update response.sla_clock set " + columns + " where id = ?")
                .param(id)
                .update();
    }

    private void ledger(long id, String event) {
        jdbc.sql("insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, reason)"
                        + " select id, ?, now(), due_at, target, severity, 'test' from response.sla_clock where id = ?")
                .param(event)
                .param(id)
                .update();
    }

    private String restricted() {
        return PlantedIncident.send(http, jdbc, engine, "measured-" + UUID.randomUUID(), "tlp:red")
                .number();
    }
}
