package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.integratedresponse.sla.ExactLifeTable.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifeTableTest {

    /**
     * Weeks in remission of the 21 children under 6-mercaptopurine (Freireich and others, Blood 21, 1963), as textbooks use them; below zero:
     * still in remission when last seen.
     */
    private static final int[] FREIREICH = {
        6, 6, 6, 7, 10, 13, 16, 22, 23, -6, -9, -10, -11, -17, -19, -20, -25, -32, -32, -34, -35
    };

    @ParameterizedTest
    @CsvSource({
        "6,  0.8571, 0.6197, 0.9516",
        "7,  0.8067, 0.5631, 0.9228",
        "10, 0.7529, 0.5032, 0.8894",
        "13, 0.6902, 0.4316, 0.8491",
        "16, 0.6275, 0.3675, 0.8049",
        "22, 0.5378, 0.2678, 0.7468",
        "23, 0.4482, 0.1881, 0.6801"
    })
    void theTextbookExampleComesOutAsInTheTextbook(int weeks, double survival, double low, double high) {
        LifeTable.Lasting lasting = freireich().lasting(0, afterWeek(weeks));
        assertThat(lasting.chance()).isEqualTo(survival, within(0.0001));
        assertThat(lasting.low()).isEqualTo(low, within(0.0002));
        assertThat(lasting.high()).isEqualTo(high, within(0.0002));
    }

    @Test
    void whoHasLastedSoFarIsComparedWithThoseWhoLastedSoFar() {
        LifeTable table = freireich();
        assertThat(table.lasting(afterWeek(10), afterWeek(23)).chance()).isEqualTo(0.4482 / 0.7529, within(0.001));
        assertThat(table.atRisk(afterWeek(10))).isEqualTo(13);
        assertThat(table.watched()).isEqualTo(21);
        assertThat(table.done()).isEqualTo(9);
    }

    @Test
    void halfAreDoneWhenTheCurvePassesOneHalf() {
        double median = freireich().median(0).orElseThrow();
        assertThat(LifeScale.TIME.value(median) / Duration.ofDays(7).toMillis()).isEqualTo(23, within(0.5));
        assertThat(freireich().median(afterWeek(16)))
                .as("of those who lasted 16 weeks, fewer than half were seen to end")
                .isEmpty();
    }

    @Test
    void itSaysHowFarItReaches() {
        LifeTable table = freireich();
        assertThat(table.reaches(afterWeek(35))).isTrue();
        assertThat(table.reaches(LifeScale.TIME.position(Duration.ofDays(7 * 37).toMillis())))
                .isFalse();
        LifeTable allDone = new LifeTable.Watched().add(10, 5, 0).table();
        assertThat(allDone.reaches(900)).isTrue();
        assertThat(allDone.survival(900)).isZero();
        LifeTable nothing = new LifeTable.Watched().table();
        assertThat(nothing.watched()).isZero();
        assertThat(nothing.reaches(1)).isFalse();
        assertThat(nothing.median(0)).isEmpty();
    }

    @Test
    void whereNothingHappenedTheBandIsThatOfNothingHappening() {
        LifeTable table = new LifeTable.Watched().add(5, 10, 0).add(300, 0, 20).table();
        LifeTable.Lasting all = table.lasting(10, 200);
        assertThat(all.chance()).isEqualTo(1);
        assertThat(all.high()).isEqualTo(1);
        assertThat(all.low()).as("20 of 20, Clopper and Pearson").isEqualTo(0.8316, within(0.0001));
        LifeTable.Lasting none = new LifeTable.Watched().add(5, 20, 0).table().lasting(0, 200);
        assertThat(none.chance()).isZero();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(0.1684, within(0.0001));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itAgreesWithTheExactEstimateWithinTheWidthOfABucket(long seed) {
        Random random = new Random(seed);
        List<Life> lives = IntStream.range(0, 400)
                .mapToObj(i -> life(random, random.nextInt(3) == 0 ? 3_600_000 : 86_400_000, 100_000_000))
                .toList();
        ExactLifeTable exact = new ExactLifeTable(lives);
        LifeTable table = table(lives);
        DoubleStream.of(60_000, 1_800_000, 3_600_000, 10_000_000, 40_000_000, 80_000_000)
                .forEach(time -> assertThat(table.survival(LifeScale.TIME.position(time)))
                        .as("%f", time)
                        .isBetween(
                                exact.survival(time * LifeScale.WIDTH) - 0.01,
                                exact.survival(time / LifeScale.WIDTH) + 0.01));
    }

    @Test
    void theBandHoldsTheTruthNineteenTimesOfTwenty() {
        Random random = new Random(7);
        double truth = Math.exp(-0.8);
        int held = 0;
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            List<Life> lives = IntStream.range(0, 150)
                    .mapToObj(i -> life(random, 10_000_000, 25_000_000))
                    .toList();
            LifeTable.Lasting lasting =
                    table(lives).lasting(LifeScale.TIME.position(2_000_000), LifeScale.TIME.position(10_000_000));
            held += lasting.low() <= truth && truth <= lasting.high() ? 1 : 0;
        }
        assertThat(held / (double) rounds).isBetween(0.93, 0.97);
    }

    @Test
    void leavingOutWhatStillRunsWouldDeceiveAndThisDoesNot() {
        Random random = new Random(3);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            lives.add(life(random, 8, 10));
        }
        double truth = Math.exp(-6 / 8.0);
        double naive =
                lives.stream().filter(life -> life.done() && life.time() > 6).count()
                        / (double) lives.stream().filter(Life::done).count();
        assertThat(naive).isLessThan(truth - 0.25);
        LifeTable.Watched watched = new LifeTable.Watched();
        lives.forEach(
                life -> watched.add(LifeScale.SHARE.bucket(life.time()), life.done() ? 1 : 0, life.done() ? 0 : 1));
        assertThat(watched.table().survival(LifeScale.SHARE.position(6))).isEqualTo(truth, within(0.015));
    }

    @Test
    void aBucketIsTwoPerCentWideAndTheTargetIsTheEdgeOfOne() {
        assertThat(LifeScale.SHARE.position(1)).isEqualTo(350);
        for (LifeScale scale : LifeScale.values()) {
            for (double value : new double[] {0.002, 0.5, 1, 17, 1_019, 1_021, 60_000, 7_777_777}) {
                assertThat(scale.value(scale.position(value))).isEqualTo(value, within(value * 1e-9));
            }
            assertThat(scale.position(0)).isZero();
            assertThat(scale.bucket(1e300)).isEqualTo(LifeScale.LAST);
        }
        assertThat(LifeScale.TIME.position(102_000) - LifeScale.TIME.position(100_000))
                .isEqualTo(1, within(1e-9));
    }

    /** Exponential, and last seen at a random moment. */
    private static Life life(Random random, double mean, double watchedUpTo) {
        double lasts = -mean * Math.log(1 - random.nextDouble());
        double watched = random.nextDouble() * watchedUpTo;
        return new Life(Math.min(lasts, watched), lasts <= watched);
    }

    private static LifeTable table(List<Life> lives) {
        LifeTable.Watched watched = new LifeTable.Watched();
        lives.forEach(
                life -> watched.add(LifeScale.TIME.bucket(life.time()), life.done() ? 1 : 0, life.done() ? 0 : 1));
        return watched.table();
    }

    private static LifeTable freireich() {
        return table(IntStream.of(FREIREICH)
                .mapToObj(
                        weeks -> new Life(Duration.ofDays(7L * Math.abs(weeks)).toMillis(), weeks > 0))
                .toList());
    }

    /** The end of the bucket, so that all of this week counts. */
    private static double afterWeek(int weeks) {
        return LifeScale.TIME.bucket(Duration.ofDays(7L * weeks).toMillis()) + 1.0;
    }
}
