package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "P2D, 2, PT0S, P2D",
        "PT4H, 0, PT4H, PT4H",
        "P1DT2H, 1, PT2H, P1DT2H",
        "PT90M, 0, PT90M, PT1H30M",
        "PT30H, 0, PT30H, PT30H",
        "P0DT0.000000001S, 0, PT0.000000001S, PT0.000000001S",
        "P36525D, 36525, PT0S, P36525D"
    })
    void readsDaysAndTimeApart(String text, int days, Duration time, String again) {
        Target target = Target.parse(text);

        assertThat(target).isEqualTo(new Target(days, time)).hasToString(again);
        assertThat(Target.parse(again)).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "P", "PT", "P1DT", "2D", "P1W", "P1M", "P1Y", "-P1D", "P-1D", "PT-4H", "p2d", "P2D ", "PT4",
                "PT1.5H", "P1D2H", "soon"
            })
    void whatIsNoTargetIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Target.parse(text))
                .hasMessage("A target is like P2D, PT4H or P1DT2H, not '" + text + "'");
    }

    @Test
    void nothingAndMoreThanACenturyAreRefused() {
        assertThatThrownBy(() -> Target.parse("PT0S")).hasMessageContaining("longer than nothing");
        assertThatThrownBy(() -> Target.parse("P36526D")).hasMessageContaining("100 years");
        assertThatThrownBy(() -> Target.parse("PT999999999H")).hasMessageContaining("100 years");
        assertThatThrownBy(() -> new Target(-1, Duration.ofDays(2))).hasMessageContaining("negative");
    }
}
