package io.github.integratedresponse.incident;

/** Where in the loop an incident is. */
public enum Stage {
    FIRST_RESPONSE,
    REMEDIATION,
    REVIEW,
    REPAIR,
    CLOSED
}
