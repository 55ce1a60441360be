package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class IntakeLimitsTest {

    private static final class Meter implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final Meter time = new Meter();
    private final IntakeLimits limits = new IntakeLimits(
            new SendingProperties(DataSize.ofMegabytes(1), Duration.ofHours(12), 100, 1_000, 3, 2, 3, 2), time);

    @Test
    void aClientMaySendABurstAndThenAtItsRate() {
        limits.spend("a", 1_000);
        assertBusy(() -> limits.spend("a", 10), Busy.Reason.RATE, 1);
        assertBusy(() -> limits.request("a"), Busy.Reason.RATE, 1);
        assertBusy(() -> limits.spend("a", 500), Busy.Reason.RATE, 5);

        time.nanos += Duration.ofSeconds(5).toNanos();
        limits.spend("a", 500);
    }

    @Test
    void aNeighbourDoesNotPayForIt() {
        limits.spend("a", 1_000);
        limits.spend("b", 1_000);
    }

    @Test
    void aStreamIsToldToRestInsteadAndWhatItOwesCounts() {
        assertThat(limits.overdraw("a", 1_000)).isEqualTo(Duration.ZERO);
        assertThat(limits.overdraw("a", 500)).isEqualTo(Duration.ofSeconds(5));
        assertBusy(() -> limits.spend("a", 100), Busy.Reason.RATE, 6);
    }

    @Test
    void onlySoManyAreHereAtOnceOfOneClientAndOfAll() {
        List<IntakeLimits.Entry> open = new ArrayList<>(List.of(limits.stream("a"), limits.stream("a")));
        assertBusy(() -> limits.stream("a"), Busy.Reason.STREAMS, 1);
        open.add(limits.stream("b"));
        assertBusy(() -> limits.stream("c"), Busy.Reason.STREAMS, 1);
        assertThat(limits.streamsOpen()).isEqualTo(3);
        limits.request("a").close();

        open.forEach(IntakeLimits.Entry::close);
        assertThat(limits.streamsOpen()).isZero();
        limits.stream("c").close();
    }

    @Test
    void whatIsLeftIsSaid() {
        limits.spend("a", 400);
        assertThat(limits.policy()).isEqualTo("\"findings\";q=1000;w=10");
        assertThat(limits.remaining("a")).isEqualTo("\"findings\";r=600");
        limits.overdraw("a", 5_000);
        assertThat(limits.remaining("a")).isEqualTo("\"findings\";r=0");
    }

    private static void assertBusy(ThrowingCallable call, Busy.Reason reason, long seconds) {
        assertThatThrownBy(call).asInstanceOf(type(Busy.class)).satisfies(busy -> {
            assertThat(busy.reason()).isEqualTo(reason);
            assertThat(busy.retryAfterSeconds()).isEqualTo(seconds);
        });
    }
}
