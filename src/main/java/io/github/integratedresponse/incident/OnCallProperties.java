package io.github.integratedresponse.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who leads responses, in turn.
 *
 * @param incidentCommanders ids of people; where none is named, those with the role take turns
 * @param communicationsLeads ids of people; where none is named, those with the role take turns
 * @param rotation how long a turn lasts
 * @param since when the first named began the first turn
 */
@ConfigurationProperties("integrated-response.on-call")
record OnCallProperties(
        @DefaultValue List<String> incidentCommanders,
        @DefaultValue List<String> communicationsLeads,
        @DefaultValue("7d") Duration rotation,
        @DefaultValue("2026-01-05T08:00:00Z") Instant since) {

    OnCallProperties {
        if (rotation.isZero() || rotation.isNegative()) {
            throw new IllegalArgumentException("integrated-response.on-call.rotation must be longer than nothing");
        }
    }
}
