package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.incident.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands in a list to choose from.
 *
 * @param incident the number of the incident that it belongs to, with its title and severity; null where it belongs to none
 */
record OpenTask(
        String id,
        String name,
        @Nullable String incident,
        @Nullable String title,
        @Nullable Severity severity,
        @Nullable Instant due) {}
