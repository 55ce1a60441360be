package io.github.integratedresponse.database;

/**
 * The database the platform runs on.
 *
 * @param embedded whether it is the platform's own, on loopback, or a server that was named
 */
public record Database(boolean embedded) {}
