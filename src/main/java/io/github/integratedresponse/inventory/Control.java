package io.github.integratedresponse.inventory;

/**
 * A control of the security standard.
 *
 * @param id as the standard labels it, such as {@code LT-3}
 */
public record Control(String id, String domain, String title, String description) {}
