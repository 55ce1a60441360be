package io.github.integratedresponse.sla;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a piece of work is about, as far as promises are measured by it. Whoever knows the work implements it. */
public interface WorkFacts {

    /**
     * Asked before {@link #of} where a clock starts, because that costs a statement.
     *
     * @param processDefinitionKey of the process that works on it
     * @return whether it can be of the kind that is known here
     */
    default boolean mayKnow(String businessKey, String processDefinitionKey) {
        return true;
    }

    /**
     * @param businessKey such as {@code INC-2026-000123}; may be empty
     * @param processInstanceId that works on it; one of many about the same work may be about one product only
     * @param subject what the clock is about where its name does not say it, such as one product of many; {@code null} for all of the work
     * @return empty where this kind of work is somebody else's to know
     */
    Optional<About> of(String businessKey, String processInstanceId, @Nullable String subject);
}
