package io.github.integratedresponse.signal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All that is known of a signal. */
@Component
class SignalDetails {

    private final Signals signals;
    private final SuppressionTable suppressions;
    private final Clock clock;

    SignalDetails(Signals signals, SuppressionTable suppressions, Clock clock) {
        this.signals = signals;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    /**
     * @param suppression what kept it quiet, whatever became of it since
     * @param revisions what it said before, oldest first
     * @param body the finding exactly as it came
     */
    record Detail(
            @JsonUnwrapped SignalApi.SignalLine signal,
            @Nullable KeptQuiet suppression,
            List<Signals.Revision> revisions,
            @JsonRawValue @Schema(type = "object") String body) {}

    /** The suppression that kept a signal quiet. */
    record KeptQuiet(long id, Suppression.Kind kind, String owner, String reason, Instant endsAt, boolean active) {}

    /** @return nothing when there is no such signal, or the person asking may not know of it */
    Optional<Detail> of(long id) {
        return signals.taken(id).flatMap(taken -> signals.body(id)
                .map(body -> new Detail(
                        SignalApi.SignalLine.of(taken),
                        keptQuiet(taken.suppressionId()),
                        signals.revisions(id),
                        body)));
    }

    private @Nullable KeptQuiet keptQuiet(@Nullable Long suppression) {
        return Optional.ofNullable(suppression)
                .flatMap(suppressions::byId)
                .map(one -> new KeptQuiet(
                        one.id(), one.kind(), one.owner(), one.reason(), one.endsAt(), !one.over(clock.instant())))
                .orElse(null);
    }
}
