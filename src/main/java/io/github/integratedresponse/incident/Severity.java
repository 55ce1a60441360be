package io.github.integratedresponse.incident;

/**
 * How bad an incident is, in the spirit of CISA's National Cyber Incident Scoring System: SEV0 is an emergency, SEV4 is a baseline event.
 */
public enum Severity {
    SEV0,
    SEV1,
    SEV2,
    SEV3,
    SEV4;

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }
}
