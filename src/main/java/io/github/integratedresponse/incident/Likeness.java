package io.github.integratedresponse.incident;

import java.util.List;

/** Knows incidents that are like another one for a reason that only a later stage knows. Later stages implement it. */
public interface Likeness {

    /** @return the closest first, {@code limit} at most; restricted ones may be among them */
    List<Like> to(Incident incident, int limit);

    /**
     * Another incident that is like it.
     *
     * @param weight how much that says: as much as the same finding type (5), a shared technique (3), or less
     * @param reason in words, such as {@code same kind of root cause, control AU-9}
     */
    record Like(long incidentId, int weight, String reason) {}
}
