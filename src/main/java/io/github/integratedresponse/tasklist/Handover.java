package io.github.integratedresponse.tasklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that changed hands, with what the next one has to know.
 *
 * @param to the colleague; null where the tasks went back to their teams
 * @param note about all of it
 * @param notes about single incidents
 */
record Handover(
        long id,
        String from,
        @Nullable String to,
        Instant at,
        @Nullable String note,
        List<GivenTask> tasks,
        List<IncidentNote> notes,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {

    /**
     * @param incident the number of the incident it belongs to
     * @param teams who may work on it besides
     */
    record GivenTask(String id, String name, @Nullable String incident, List<String> teams) {}

    record IncidentNote(String incident, String text) {}
}
