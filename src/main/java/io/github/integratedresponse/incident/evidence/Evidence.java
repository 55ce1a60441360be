package io.github.integratedresponse.incident.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was kept with an incident.
 *
 * @param incident the number of the incident it was kept with; one that was merged into the incident asked for, perhaps
 * @param kind what its content is, in words
 * @param sha256 of the content as it was received, in hexadecimal
 * @param held whether it must be kept and can't be withdrawn
 * @param withdrawn the reason why nobody gets the content any more; null as long as they do
 */
public record Evidence(
        long id,
        String incident,
        String fileName,
        String description,
        String kind,
        long bytes,
        String sha256,
        String receivedBy,
        Instant receivedAt,
        boolean held,
        @Nullable String withdrawn) {}
