package io.github.integratedresponse.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the API shows it on its own.
 *
 * @param roles who leads it, by role
 * @param parent the number of the incident it was found from
 * @param mergedInto the number of the incident that took it over
 * @param merged the numbers of the incidents it took over
 * @param trace what became of it round the loop: stage, severity and signals, then what review, repair and governance made of it
 */
record IncidentDetail(
        @JsonUnwrapped IncidentLine incident,
        @Nullable String summary,
        @Nullable String lessons,
        boolean reviewNominated,
        Map<String, String> roles,
        @Nullable String parent,
        @Nullable String mergedInto,
        List<String> merged,
        List<Product> products,
        List<SignalLine> signals,
        List<SeverityHistory.Change> severityHistory,
        Map<String, Object> trace) {

    /** An incident as a list shows it. */
    record IncidentLine(
            String number,
            String title,
            Severity severity,
            Tlp tlp,
            Stage stage,
            boolean closed,
            Origin origin,
            @Nullable Verdict verdict,
            @Nullable String closureReason,
            String findingType,
            @Nullable String commander,
            @Nullable String matchedPattern,
            Instant firstSeenAt,
            Instant openedAt,
            @Nullable Instant containedAt,
            @Nullable Instant closedAt) {

        static IncidentLine of(Incident incident) {
            return new IncidentLine(
                    incident.number(),
                    incident.title(),
                    incident.severity(),
                    incident.tlp(),
                    incident.stage(),
                    incident.stage() == Stage.CLOSED,
                    incident.origin(),
                    incident.verdict(),
                    incident.closureReason(),
                    incident.findingType(),
                    incident.commander(),
                    incident.matchedPattern(),
                    incident.firstSeenAt(),
                    incident.openedAt(),
                    incident.containedAt(),
                    incident.closedAt());
        }
    }

    record SignalLine(
            long signalId,
            String source,
            String externalId,
            String title,
            String findingType,
            List<String> techniques,
            Instant firstSeenAt) {

        static SignalLine of(Signal signal) {
            return new SignalLine(
                    signal.id(),
                    signal.source(),
                    signal.externalId(),
                    signal.title(),
                    signal.findingType(),
                    signal.techniques(),
                    signal.firstSeenAt());
        }
    }
}
