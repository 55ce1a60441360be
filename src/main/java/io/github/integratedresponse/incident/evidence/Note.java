package io.github.integratedresponse.incident.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote down about an incident.
 *
 * @param incident the number of the incident it was written for; one that was merged into the incident asked for, perhaps
 * @param replaces the note that this one corrects
 * @param replacedBy the note that corrects this one
 */
public record Note(
        long id,
        String incident,
        String by,
        Instant at,
        String text,
        @Nullable Long replaces,
        @Nullable Long replacedBy) {}
