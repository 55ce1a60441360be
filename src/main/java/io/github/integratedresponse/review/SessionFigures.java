package io.github.integratedresponse.review;

import java.util.Map;

/** Adds figures of a later stage of the loop to the snapshot of a session. Later stages implement it. */
public interface SessionFigures {

    /** @return names such as {@code repairAgeing} with texts, numbers, and lists and maps of them, as the API will show them */
    Map<String, Object> of(SessionScope scope);
}
