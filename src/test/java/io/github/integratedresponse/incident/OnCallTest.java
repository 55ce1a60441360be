package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class OnCallTest {

    @Autowired
    Responders responders;

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T08:00:00Z, ana",
        "2026-01-12T07:59:59Z, ana",
        "2026-01-12T08:00:00Z, ben",
        "2026-01-26T08:00:00Z, ana",
        "2026-01-05T07:59:59Z, cem"
    })
    void theNamedTakeTurns(Instant now, String onCall) {
        assertThat(at(now, List.of("ana", "ben", "cem")).incidentCommander()).contains(onCall);
    }

    @ParameterizedTest
    @CsvSource("2026-01-12T08:00:00Z")
    void whereNobodyIsNamedThoseWithTheRoleTakeTurns(Instant now) {
        assertThat(responders.withRole(Responders.INCIDENT_COMMANDER))
                .extracting(Responders.Person::id)
                .contains(at(now, List.of()).incidentCommander().orElseThrow());
    }

    private OnCall at(Instant now, List<String> named) {
        return new OnCall(
                new OnCallProperties(named, named, Duration.ofDays(7), Instant.parse("2026-01-05T08:00:00Z")),
                responders,
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
