package io.github.integratedresponse.process;

import java.util.Map;
import java.util.Optional;

/** Tells whoever has a task open which record it is about. Modules implement it for the records that their processes carry by id. */
public interface TaskSubject {

    /**
     * @param scalars what the process carries for the task
     * @return what is known of the record; empty where the task is about none of this kind
     * @throws NotFound when the record is gone
     */
    Optional<Subject> of(Map<String, Object> scalars);

    /** @return the number that the process carries under this name */
    static Optional<Long> number(Map<String, Object> scalars, String name) {
        return scalars.get(name) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }
}
