package io.github.integratedresponse.incident.duties;

/** Who is told. */
public enum RecipientsKind {
    REGULATOR,
    CUSTOMERS,
    PARTNERS,
    EXECUTIVES
}
