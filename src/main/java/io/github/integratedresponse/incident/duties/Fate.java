package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Verdict;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What became of an incident, so that it owes nothing to anybody any more. */
@Component
class Fate {

    private final Incidents incidents;
    private final Restrictions restrictions;

    Fate(Incidents incidents, Restrictions restrictions) {
        this.incidents = incidents;
        this.restrictions = restrictions;
    }

    /** @return empty for an incident of its own */
    Optional<String> of(Incident incident) {
        Long into = incident.mergedIntoId();
        if (into != null) {
            return Optional.of("Merged into " + nameOf(incidents.byId(into)));
        }
        Verdict verdict = incident.verdict();
        return verdict == Verdict.FALSE_POSITIVE
                ? Optional.of("It was a false positive")
                : verdict == Verdict.BENIGN ? Optional.of("It was benign") : Optional.empty();
    }

    /** @return the incident that goes on, where one was merged into another and that into a third */
    Optional<Incident> goesOnAs(Incident incident) {
        Incident at = incident;
        for (Long into = at.mergedIntoId(); into != null; into = at.mergedIntoId()) {
            at = incidents.byId(into);
        }
        return at.id() == incident.id() ? Optional.empty() : Optional.of(at);
    }

    /** What everybody may call an incident. */
    String nameOf(Incident incident) {
        return restrictions.publicName(incident.id(), incident.number());
    }
}
