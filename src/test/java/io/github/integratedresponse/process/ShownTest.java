package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How records are written out for people. */
class ShownTest {

    @Test
    void anInstantIsToTheMinuteAndSaysThatItIsUtc() {
        assertThat(Shown.at(Instant.parse("2026-11-25T06:59:55.701Z"))).isEqualTo("2026-11-25 06:59 UTC");
    }

    @Test
    void aConstantIsInWords() {
        assertThat(Shown.words(ImportTable.Kind.TEXT)).isEqualTo("text");
        assertThat(Shown.words("SIMILAR_INCIDENT")).isEqualTo("similar incident");
    }
}
