package io.github.integratedresponse.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open task that the person asking may read.
 *
 * @param key its id in the diagram
 * @param process the key of its diagram
 * @param businessKey such as {@code INC-2026-000123}; empty when its process has none
 * @param scalars ids and the few values that the process carries for it
 * @param runs the runs of the elements around it, innermost first: the task's own, then what its diagram and its callers put around it
 */
public record VisibleTask(
        String id,
        String name,
        String key,
        String process,
        String processName,
        String processInstanceId,
        String businessKey,
        @Nullable String assignee,
        Instant createdAt,
        @Nullable Instant dueAt,
        Map<String, Object> scalars,
        List<String> runs) {}
