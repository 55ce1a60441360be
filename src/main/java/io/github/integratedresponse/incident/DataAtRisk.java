package io.github.integratedresponse.incident;

/** The most sensitive data that an attacker may have reached. */
public enum DataAtRisk {
    UNKNOWN,
    NONE,
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED
}
