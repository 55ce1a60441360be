package io.github.integratedresponse.incident;

/** Who or what brought the incident to light. */
public enum Origin {
    DETECTION,
    MSRC,
    RED_TEAM,
    CUSTOMER,
    EMPLOYEE,
    VARIANT_HUNT
}
