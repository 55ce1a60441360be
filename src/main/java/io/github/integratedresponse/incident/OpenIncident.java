package io.github.integratedresponse.incident;

import java.time.Instant;

/**
 * An incident that a signal may join.
 *
 * @param latestAt when the latest of its signals was first seen, or when it was opened or reopened
 */
record OpenIncident(long id, String number, Stage stage, Severity severity, Instant latestAt) {}
