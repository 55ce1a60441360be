package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import org.springframework.stereotype.Component;

/** An incident together with those that were merged into it, so that what belonged to them is found where the work goes on. */
@Component
class MergedIncidents {

    private static final String WITH_MERGED = " in (with recursive part(id) as (select ?::bigint union"
            + " select i.id from response.incident i join part on i.merged_into_id = part.id) select id from part)";

    private final Restrictions restrictions;

    MergedIncidents(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    /**
     * What belongs to the incident or to one that was merged into it, as far as the person asking may know.
     *
     * @param column with the id of the incident, as SQL
     */
    Narrowing with(long incidentId, String column) {
        return restrictions.hide(new Narrowing().and(column + WITH_MERGED, incidentId), column);
    }
}
