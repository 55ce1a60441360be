package io.github.integratedresponse.signal;

/**
 * Something technical that a source saw and that can be looked for elsewhere.
 *
 * @param type in the words of OCSF, such as {@code IP Address}
 */
public record Observable(String type, String value) {}
