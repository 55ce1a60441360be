package io.github.integratedresponse.incident;

/** What triage found the incident to be. */
public enum Verdict {
    TRUE_POSITIVE,
    BENIGN,
    FALSE_POSITIVE,
    DUPLICATE
}
