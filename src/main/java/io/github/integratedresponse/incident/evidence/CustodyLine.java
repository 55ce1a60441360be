package io.github.integratedresponse.incident.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One moment in the life of a file of evidence.
 *
 * @param reason that was given where people decide
 * @param sha256 of the content at that moment, in hexadecimal
 */
public record CustodyLine(CustodyEvent event, String actor, Instant at, @Nullable String reason, String sha256) {}
