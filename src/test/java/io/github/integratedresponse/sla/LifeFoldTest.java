package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.integratedresponse.sla.ExactLifeTable.Life;
import io.github.integratedresponse.sla.Forecasts.Likeness;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class LifeFoldTest {

    /** As plain as it can be said. */
    private static final String COUNTED_ANEW =
            """
            select scale, week::text, severity, bucket, sum(done) as done, sum(1 - done) as called_off from (
                select 'TIME' as scale, date_trunc('week', started_at at time zone 'UTC')::date as week, severity,
                    greatest(0, floor(ln(elapsed_ms / 1000.0) / ln(1.02)))::int as bucket,
                    case when state = 'CANCELLED' then 0 else 1 end as done
                from response.sla_clock c where name = :name and stopped_at is not null and not exists (
                    select 1 from response.restriction r where r.business_key = c.business_key and r.lifted_at is null)
                union all
                select 'SHARE', date_trunc('week', started_at at time zone 'UTC')::date, '',
                    greatest(0, floor(ln(elapsed_ms / 1000.0 / extract(epoch from target::interval)) / ln(1.02)) + 350)::int,
                    case when state = 'CANCELLED' then 0 else 1 end
                from response.sla_clock c where name = :name and stopped_at is not null and not exists (
                    select 1 from response.restriction r where r.business_key = c.business_key and r.lifted_at is null)
            ) as life group by scale, week, severity, bucket order by 1, 2, 3, 4""";

    private static final String ROLLED_UP =
            """
            select scale, week::text, severity, bucket, done, called_off from response.sla_life where name = :name
            order by 1, 2, 3, 4""";

    @Autowired
    LifeFold fold;

    @Autowired
    Outlooks outlooks;

    @Autowired
    JdbcTemplate template;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    Http http;

    @Autowired
    Engine engine;

    private final Random random = new Random(11);

    @Test
    void theRollUpIsWhatCountingAnewGivesHoweverManyPiecesItWasMadeIn() {
        Lives lives = new Lives(template);
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 150; i++) {
                lives.severity = "SEV" + random.nextInt(5);
                some(lives);
            }
            lives.kept();
            fold.fold();
            assertThat(rolledUp(lives)).isEqualTo(countedAnew(lives)).isNotEmpty();
        }
        assertThat(jdbc.sql("select count(*) from response.sla_life_waiting where name = ?")
                        .param(lives.name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatWaitsIsCountedBeforeItIsRolledUpAndNotTwice() {
        Lives lives = new Lives(template);
        for (int i = 0; i < 80; i++) {
            some(lives);
        }
        lives.kept();
        LifeTable waiting = table(lives);
        fold.fold();
        LifeTable folded = table(lives);
        for (int i = 0; i < 40; i++) {
            some(lives);
        }
        lives.kept();
        LifeTable mixed = table(lives);
        fold.fold();

        assertThat(waiting.watched()).isEqualTo(80).isEqualTo(folded.watched());
        assertThat(waiting.done()).isEqualTo(folded.done());
        assertThat(mixed.watched()).isEqualTo(120).isEqualTo(table(lives).watched());
        for (double position = 0; position < 800; position += 0.5) {
            assertThat(waiting.survival(position)).isEqualTo(folded.survival(position), within(1e-12));
        }
    }

    @Test
    void clocksThatStopLaterAreTakenInWhereTheyStarted() {
        Lives lives = new Lives(template);
        Instant started = clock.instant().minus(Duration.ofDays(20));
        lives.open(started, Duration.ofDays(30), clock.instant()).kept();
        fold.fold();
        assertThat(rolledUp(lives)).isEmpty();
        jdbc.sql("update response.sla_clock set state = 'MET', stopped_at = ?, elapsed_ms = 1728000000 where name = ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(lives.name)
                .update();
        fold.fold();
        assertThat(rolledUp(lives)).hasSize(2).isEqualTo(countedAnew(lives));
    }

    @Test
    void aRestrictedIncidentIsNoPartOfItAsLongAsItIsRestricted() {
        PlantedIncident incident = PlantedIncident.send(http, jdbc, engine, "m" + UUID.randomUUID());
        Lives lives = new Lives(template);
        lives.done(3, clock.instant().minus(Duration.ofDays(9)), Duration.ofHours(3), Duration.ofHours(4))
                .kept();
        lives.businessKey = incident.number();
        lives.done(5, clock.instant().minus(Duration.ofDays(9)), Duration.ofHours(3), Duration.ofHours(4))
                .kept();
        fold.fold();
        assertThat(table(lives).watched()).isEqualTo(8);

        jdbc.sql(
                        "insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)"
                                + " select id, number, 'restricted-' || id, 'CONFIDENTIAL', 'Test', now(), 'test'"
                                + " from response.incident where number = ?")
                .param(incident.number())
                .update();
        fold.fold();
        assertThat(table(lives).watched()).isEqualTo(3);
        assertThat(rolledUp(lives)).isEqualTo(countedAnew(lives));

        jdbc.sql("update response.restriction set lifted_at = now() where business_key = ?")
                .param(incident.number())
                .update();
        fold.fold();
        assertThat(table(lives).watched()).isEqualTo(8);
    }

    @Test
    void theCurveIsTheExactOneWithinTheWidthOfABucket() {
        Lives lives = new Lives(template);
        for (int i = 0; i < 300; i++) {
            some(lives);
        }
        Instant now = clock.instant();
        for (int i = 0; i < 60; i++) {
            lives.open(now.minusSeconds(random.nextInt(200_000)), Duration.ofDays(3), now);
        }
        lives.kept();
        fold.fold();
        List<Life> all = jdbc.sql(
                        "select coalesce(elapsed_ms, extract(epoch from ?::timestamptz - started_at) * 1000)::float8 as ms,"
                                + " state in ('MET', 'MET_LATE') as done from response.sla_clock where name = ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .param(lives.name)
                .query((row, n) -> new Life(row.getDouble("ms"), row.getBoolean("done")))
                .list();
        assertThat(all).hasSize(360);
        ExactLifeTable exact = new ExactLifeTable(all);
        LifeTable table = table(lives);
        for (double time = 100_000; time < 250_000_000; time *= 1.3) {
            assertThat(table.survival(LifeScale.TIME.position(time)))
                    .isBetween(
                            exact.survival(time * LifeScale.WIDTH) - 0.01,
                            exact.survival(time / LifeScale.WIDTH) + 0.01);
        }
    }

    @Test
    void whatStartedBeforeTheWindowIsForgottenWhenItMovesOn() {
        Lives lives = new Lives(template);
        Instant now = clock.instant();
        Instant first = LifeWindow.start(LifeWindow.since(now));
        lives.done(2, first.minusSeconds(60), Duration.ofHours(1), Duration.ofHours(2));
        lives.done(3, first.plusSeconds(60), Duration.ofHours(1), Duration.ofHours(2));
        lives.done(4, now.minus(Duration.ofDays(8)), Duration.ofHours(1), Duration.ofHours(2));
        lives.kept();
        fold.fold();
        assertThat(table(lives).watched()).isEqualTo(7);
        try {
            clock.advance(Duration.ofDays(7));
            fold.fold();
            assertThat(table(lives).watched()).isEqualTo(4);
        } finally {
            clock.set(now);
            fold.fold();
        }
        assertThat(table(lives).watched()).isEqualTo(7);
    }

    @Test
    void aDayOfABusinessCalendarIsAWorkingDay() {
        Lives lives = new Lives(template);
        lives.calendar = "business-US";
        Duration day = Duration.ofMillis(dayOf("business-US"));
        Instant started = clock.instant().minus(Duration.ofDays(20));
        lives.done(1, started, day, Duration.ofDays(1));
        lives.kept();
        jdbc.sql("update response.sla_clock set target = 'P1D' where name = ?")
                .param(lives.name)
                .update();
        fold.fold();
        assertThat(jdbc.sql("select bucket from response.sla_life where name = ? and scale = 'SHARE'")
                        .param(lives.name)
                        .query(Integer.class)
                        .single())
                .isEqualTo(350);
    }

    @Autowired
    CalendarTime time;

    private long dayOf(String calendar) {
        return time.days()[List.of(time.names()).indexOf(calendar)];
    }

    private void some(Lives lives) {
        Duration took = Duration.ofMillis((long) (60_000 * Math.exp(random.nextDouble() * 8)));
        Instant started = clock.instant().minus(took).minusSeconds(random.nextInt(12_000_000));
        Duration target = Duration.ofMinutes(30 + random.nextInt(5_000));
        if (random.nextInt(6) == 0) {
            lives.calledOff(1, started, took, target);
        } else {
            lives.done(1, started, took, target);
        }
    }

    private LifeTable table(Lives lives) {
        return Objects.requireNonNull(
                outlooks.look().tables().get(LikeClocks.of(Likeness.SAME_SEVERITY, lives.name, null, lives.severity)));
    }

    private List<Map<String, Object>> rolledUp(Lives lives) {
        return read(ROLLED_UP, lives);
    }

    private List<Map<String, Object>> countedAnew(Lives lives) {
        return read(COUNTED_ANEW, lives);
    }

    private List<Map<String, Object>> read(String sql, Lives lives) {
        return jdbc.sql(sql)
                .param("name", lives.name)
                .query((row, n) -> Map.<String, Object>of(
                        "scale", row.getString(1),
                        "week", row.getString(2),
                        "severity", row.getString(3),
                        "bucket", row.getInt(4),
                        "done", row.getInt(5),
                        "calledOff", row.getInt(6)))
                .list();
    }
}
