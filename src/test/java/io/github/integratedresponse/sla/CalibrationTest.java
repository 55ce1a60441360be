package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.sla.Calibration.Bin;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class CalibrationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    Calibrating calibrating;

    @Autowired
    Calibrations calibrations;

    @Autowired
    JdbcTemplate template;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    Http http;

    private final Random random = new Random(2026);

    @Test
    void forecastsOfClocksTheyHadNotSeenComeTrueAsOftenAsTheySay() {
        Lives lives = new Lives(template);
        for (int i = 0; i < 14_000; i++) {
            String severity = "SEV" + (1 + i % 3);
            double median = List.of(2.0, 9.0, 40.0).get(i % 3);
            lives.severity = severity;
            happens(
                    lives,
                    Duration.ofDays(7 * 30),
                    median * Math.exp(0.8 * random.nextGaussian()),
                    median * (0.4 + 3 * random.nextDouble()),
                    6 * median);
        }
        lives.kept();
        calibrating.compute(cut());
        Calibration found = calibrations.of(lives.name, cut());

        assertThat(found.reason()).isNull();
        assertThat(found.withoutForecast()).isZero();
        assertThat(found.whole().forecasts()).isGreaterThan(2_500);
        assertThat(found.whole().skill()).isGreaterThan(0.1);
        assertThat(found.fractions()).hasSize(3);
        List<Bin> filled = found.bins().stream()
                .filter(bin -> bin.score().forecasts() >= 60)
                .toList();
        assertThat(filled).as("chances of all sizes").hasSizeGreaterThanOrEqualTo(8);
        for (Bin bin : filled) {
            double predicted = Objects.requireNonNull(bin.score().predicted());
            // four times the error of drawing so many, and what the forecasts themselves were drawn from
            double error =
                    4 * Math.sqrt(predicted * (1 - predicted) / bin.score().forecasts()) + 0.015;
            assertThat(bin.score().observed()).as("%s", bin).isEqualTo(predicted, within(error));
        }
    }

    /** Whoever leaves out what was open at the cut, or was called off, learns from the quick ones. */
    @Test
    void aNaiveShareOfTheClosedClocksWouldHaveBeenWrong() {
        Lives lives = new Lives(template);
        double mean = 24 * 14;
        double target = 24 * 21;
        for (int i = 0; i < 6_000; i++) {
            happens(lives, Duration.ofDays(7 * 4 + 45), -mean * Math.log(1 - random.nextDouble()), target, mean * 1.5);
        }
        lives.kept();
        calibrating.compute(cut());
        Calibration found = calibrations.of(lives.name, cut());
        double observed =
                Objects.requireNonNull(found.fractions().get(0).score().observed());
        double predicted =
                Objects.requireNonNull(found.fractions().get(0).score().predicted());
        double truth = Math.exp(-0.75 * target / mean);
        double naive = jdbc.sql(
                        "select avg((elapsed_ms > 21 * 86400000::bigint)::int)::float8 from response.sla_clock"
                                + " where name = ? and started_at < ? and stopped_at <= ? and elapsed_ms > 21 * 86400000::bigint * 0.25")
                .param(lives.name)
                .param(LifeWindow.start(cut()).atOffset(java.time.ZoneOffset.UTC))
                .param(LifeWindow.start(cut()).atOffset(java.time.ZoneOffset.UTC))
                .query(Double.class)
                .single();
        assertThat(predicted).isEqualTo(truth, within(0.04));
        assertThat(observed).as("as called-off clocks count").isEqualTo(truth, within(0.06));
        assertThat(naive).isLessThan(truth - 0.12);
    }

    @Test
    void nothingThatHappenedAfterTheCutIsKnownToTheForecasts() {
        Lives lives = new Lives(template);
        Instant cut = LifeWindow.start(cut());
        Duration target = Duration.ofHours(10);
        // known at the cut: half took less than 5 hours, half 15
        lives.done(50, cut.minus(Duration.ofDays(10)), Duration.ofMinutes(290), target);
        lives.done(50, cut.minus(Duration.ofDays(10)), Duration.ofHours(15), target);
        // done only after the cut, all late
        lives.done(80, cut.minus(Duration.ofHours(4)), Duration.ofHours(20), target);
        // what is judged
        lives.done(30, cut.plus(Duration.ofDays(1)), Duration.ofHours(8), target);
        lives.kept();
        calibrating.compute(cut());
        Calibration found = calibrations.of(lives.name, cut());
        assertThat(found.fractions().get(0).score().predicted()).isEqualTo(0.5, within(0.001));
        assertThat(found.fractions().get(1).score().predicted()).isEqualTo(1.0, within(0.001));
        assertThat(found.whole().observed()).isZero();
        assertThat(found.whole().forecasts()).isEqualTo(90);
        assertThat(found.fractions().get(0).score().brier()).isEqualTo(0.25, within(0.001));
    }

    @Test
    void theApiShowsTheLatestOrTheOneAskedFor() throws Exception {
        calibrating.compute(cut());
        calibrating.compute(cut().minusWeeks(1));
        JsonNode latest = read("/api/v1/sla/forecast/calibration?clock=nothing-of-this-name");
        assertThat(latest.get("cut").asText()).isGreaterThanOrEqualTo(cut().toString());
        assertThat(latest.get("bins")).hasSize(10);
        assertThat(latest.get("reason").asText()).startsWith("Nothing could be forecast");
        JsonNode earlier = read("/api/v1/sla/forecast/calibration?cut=" + cut().minusWeeks(1));
        assertThat(earlier.get("trainedFrom").asText())
                .isEqualTo(cut().minusWeeks(27).toString());
        assertThat(http.get("executive", "/api/v1/sla/forecast/calibration?cut=1999-01-04")
                        .statusCode())
                .isEqualTo(404);
        assertThat(http.get("executive", "/api/v1/sla/forecast/calibration?cut=yesterday")
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.get("executive", "/api/v1/sla/forecast/calibration?cut=%2B1000000-01-01")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void itIsComputedOnceANight() {
        calibrating.computeNightly();
        Instant first = computedAt();
        clock.advance(Duration.ofMinutes(1));
        calibrating.computeNightly();
        assertThat(computedAt()).isEqualTo(first);
        clock.advance(Duration.ofDays(1));
        calibrating.computeNightly();
        assertThat(computedAt()).isEqualTo(clock.instant());
    }

    private Instant computedAt() {
        return Objects.requireNonNull(calibrations.of(null, cut()).computedAt());
    }

    private LocalDate cut() {
        return LifeWindow.monday(clock.instant()).minusWeeks(Calibrating.WEEKS_HELD_BACK);
    }

    /** A clock that started at a random moment and lasts so many hours, unless it is called off; as far as it has come by now. */
    private void happens(Lives lives, Duration within, double lastsHours, double targetHours, double calledOffAfter) {
        Instant now = clock.instant();
        Instant started = now.minusMillis((long) (random.nextDouble() * within.toMillis()));
        Duration lasts = hours(lastsHours);
        Duration off = hours(-calledOffAfter * Math.log(1 - random.nextDouble()));
        Duration ends = lasts.compareTo(off) < 0 ? lasts : off;
        Duration target = hours(targetHours);
        if (started.plus(ends).isAfter(now)) {
            lives.open(started, target, now);
        } else if (lasts.compareTo(off) < 0) {
            lives.done(1, started, lasts, target);
        } else {
            lives.calledOff(1, started, off, target);
        }
    }

    private static Duration hours(double hours) {
        return Duration.ofMillis((long) (hours * 3_600_000));
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = http.get("executive", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
