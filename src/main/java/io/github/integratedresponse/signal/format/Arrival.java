package io.github.integratedresponse.signal.format;

/**
 * A finding that was read and is about to be stored.
 *
 * @param format that it came in, such as {@code ocsf}
 * @param body exactly as it came; of an item that held several findings, the part that this one is
 */
public record Arrival(Finding finding, String format, String body) {}
