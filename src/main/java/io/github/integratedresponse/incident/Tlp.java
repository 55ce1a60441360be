package io.github.integratedresponse.incident;

/** Traffic Light Protocol 2.0 (FIRST): who an incident may be talked about with. */
public enum Tlp {
    RED,
    AMBER_STRICT,
    AMBER,
    GREEN,
    CLEAR
}
