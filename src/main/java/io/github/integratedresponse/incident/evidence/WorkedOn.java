package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.NotFound;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** The incident that a request is about, for those who may read it and for those who may add to it. */
@Component
class WorkedOn {

    /** Roles whose tasks belong to incidents. Executives decide, auditors and process owners read, administrators run the platform. */
    static final String BY = "hasAnyRole('responder', 'incident-commander', 'communications-lead', 'product-engineer',"
            + " 'governance-analyst', 'security-operations-manager')";

    /** Those who answer for what is kept and what is not. */
    static final String LED_BY = "hasAnyRole('incident-commander', 'security-operations-manager')";

    private final Incidents incidents;
    private final Restrictions restrictions;

    WorkedOn(Incidents incidents, Restrictions restrictions) {
        this.incidents = incidents;
        this.restrictions = restrictions;
    }

    /** @throws NotFound when there is none that the person asking may know of */
    Incident toRead(String number) {
        return incidents.known(number).orElseThrow(() -> new NotFound("There is no such incident"));
    }

    /**
     * @throws NotFound when there is none that the person asking may know of
     * @throws AccessDeniedException when they may know of it only to read
     */
    Incident toAddTo(String number) {
        Incident incident = toRead(number);
        if (restrictions.onlyReads(incident.id())) {
            throw new AccessDeniedException("Whoever needs to know of a restricted incident reads, and never acts");
        }
        return incident;
    }
}
