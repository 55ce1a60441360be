package io.github.integratedresponse.incident;

import io.github.integratedresponse.signal.Signal;

/** Says what an incident is at first, when all that is known of it is one signal. */
final class SignalledIncident {

    private SignalledIncident() {}

    static NewIncident from(Signal signal) {
        return new NewIncident(
                signal.title(),
                signal.description().isBlank() ? null : signal.description(),
                severity(signal),
                signal.tlp() == null ? Tlp.AMBER : Tlp.valueOf(signal.tlp()),
                Origin.DETECTION,
                signal.findingType(),
                signal.correlationKey(),
                signal.firstSeenAt(),
                signal.id(),
                null,
                signal.productIds());
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
}
