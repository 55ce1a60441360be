package io.github.integratedresponse.incident;

/** What those who use the services feel of an incident; after CISA's National Cyber Incident Scoring System, category Functional Impact. */
public enum FunctionalImpact {
    UNKNOWN,
    NONE,
    MINIMAL,
    SIGNIFICANT,
    DENIAL
}
