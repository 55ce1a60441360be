package io.github.integratedresponse.incident;

import io.github.integratedresponse.signal.Signal;
import java.util.Comparator;
import java.util.List;

/** Says what an incident is at first, when all that is known of it is one signal. */
final class SignalledIncident {

    private static final List<String> RATED =
            List.of("unknown", "informational", "low", "medium", "high", "critical", "fatal");

    private SignalledIncident() {}

    static NewIncident from(Signal signal) {
        return from(List.of(signal));
    }

    /** Signals that came together before anybody looked: the first names the incident, all of them say how bad it is and what it hit. */
    static NewIncident from(List<Signal> signals) {
        Signal first = signals.get(0);
        return new NewIncident(
                first.title(),
                first.description().isBlank() ? null : first.description(),
                signals.stream()
                        .map(SignalledIncident::severity)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                signals.stream()
                        .map(signal -> signal.tlp() == null ? Tlp.AMBER : Tlp.valueOf(signal.tlp()))
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                Origin.DETECTION,
                first.findingType(),
                first.correlationKey(),
                signals.stream()
                        .map(Signal::firstSeenAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                first.id(),
                null,
                signals.stream()
                        .flatMap(signal -> signal.productIds().stream())
                        .distinct()
                        .toList());
    }

    /** What the source thinks of it, until triage has classified it (OCSF severity_id; unknown counts as medium). */
    static Severity severity(Signal signal) {
        return switch (signal.severityId()) {
            case 1, 2 -> Severity.SEV4;
            case 4 -> Severity.SEV2;
            case 5 -> Severity.SEV1;
            case 6 -> Severity.SEV0;
            default -> Severity.SEV3;
        };
    }

    /** How its source rates it (OCSF severity_id), in words. */
    static String rated(int severityId) {
        return severityId >= 0 && severityId < RATED.size() ? RATED.get(severityId) : "other";
    }
}
