package io.github.integratedresponse.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds to the trace of an incident how each affected product fared in its latest run. */
@Component
class RemediationTrace implements LoopTrace {

    private final Remediations remediations;

    RemediationTrace(Remediations remediations) {
        this.remediations = remediations;
    }

    record Product(
            String product,
            Remediation.State state,
            String lead,
            @Nullable Instant eradicatedAt,
            @Nullable Instant recoveredAt,
            @Nullable Instant verifiedAt,
            @Nullable String verifiedBy) {}

    @Override
    public Map<String, Object> of(long incidentId) {
        List<Product> latest = remediations.latest(incidentId).stream()
                .map(one -> new Product(
                        one.productId(),
                        one.state(),
                        one.lead(),
                        one.eradicatedAt(),
                        one.recoveredAt(),
                        one.verifiedAt(),
                        one.verifiedBy()))
                .toList();
        return latest.isEmpty() ? Map.of() : Map.of("remediation", latest);
    }
}
