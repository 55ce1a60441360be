package io.github.integratedresponse.incident;

import java.util.Map;

/** Adds to the trace of an incident what a later stage of the loop made of it. Later stages implement it. */
public interface LoopTrace {

    /** @return names such as {@code review}, {@code repairItems}, {@code baseline}, {@code patterns} with what the API shows for them */
    Map<String, Object> of(long incidentId);
}
