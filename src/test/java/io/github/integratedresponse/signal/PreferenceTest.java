package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferenceTest {

    @Test
    void isReadAsTheRfcWritesIt() {
        assertWait("wait=10", 10);
        assertWait("respond-async, wait=10", 10);
        assertWait("WAIT = \"7\"; foo=bar", 7);
        assertWait("handling=lenient;x=y, wait=5", 5);
        assertWait("wait=0", 0);
        assertWait("wait=3, wait=9", 3);
        assertThat(Preference.of(List.of("return=minimal", "wait=4"))).contains(new Preference(Duration.ofSeconds(4)));
    }

    @Test
    void nobodyWaitsLongerThanHalfAMinute() {
        assertWait("wait=999999999", 30);
    }

    @Test
    void whatCantBeReadIsPassedOver() {
        for (String header :
                List.of("", "wait", "wait=", "wait=soon", "wait=-1", "wait=99999999999", "await=5", "x=wait")) {
            assertThat(Preference.of(List.of(header))).as(header).isEmpty();
        }
    }

    private static void assertWait(String header, int seconds) {
        assertThat(Preference.of(List.of(header))).as(header).contains(new Preference(Duration.ofSeconds(seconds)));
    }
}
