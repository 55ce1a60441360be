package io.github.integratedresponse.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds to the trace of an incident whom its work waited for, and what came of it. */
@Component
class OutsideWaitTrace implements LoopTrace {

    private final OutsideWaits waits;

    OutsideWaitTrace(OutsideWaits waits) {
        this.waits = waits;
    }

    record Wait(
            String subject,
            String clock,
            String waitingFor,
            String reason,
            Instant expectedAt,
            String askedBy,
            OutsideWait.@Nullable Decision decision,
            @Nullable String decidedBy,
            @Nullable Instant beganAt,
            @Nullable Instant endedAt,
            OutsideWait.@Nullable End endedHow) {}

    @Override
    public Map<String, Object> of(long incidentId) {
        List<Wait> all = waits.of(incidentId).stream()
                .map(one -> new Wait(
                        one.subject(),
                        one.clock(),
                        one.waitingFor(),
                        one.reason(),
                        one.expectedAt(),
                        one.askedBy(),
                        one.decision(),
                        one.decidedBy(),
                        one.beganAt(),
                        one.endedAt(),
                        one.endedHow()))
                .toList();
        return all.isEmpty() ? Map.of() : Map.of("waits", all);
    }
}
