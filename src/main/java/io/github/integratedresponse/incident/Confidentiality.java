package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Clearance;
import io.github.integratedresponse.access.Restricting;
import io.github.integratedresponse.access.Restricting.Ground;
import io.github.integratedresponse.access.Restrictions;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps an incident to the few who work on it, and says so on its timeline, which only they can read. */
@Component
class Confidentiality {

    private static final String KIND = "restriction";

    private final Restricting restricting;
    private final Restrictions restrictions;
    private final Responders responders;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final OnCall onCall;

    Confidentiality(
            Restricting restricting,
            Restrictions restrictions,
            Responders responders,
            Timeline timeline,
            JdbcClient jdbc,
            OnCall onCall) {
        this.restricting = restricting;
        this.restrictions = restrictions;
        this.responders = responders;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.onCall = onCall;
    }

    /** Restricts an incident that is being opened where TLP:RED asks for it, or where it comes from a restricted one. */
    @Transactional(propagation = Propagation.MANDATORY)
    void opened(long incidentId, String number, Tlp tlp, @Nullable Long parentId, String actor) {
        boolean inherited = parentId != null && restrictions.restricted(parentId);
        if (tlp != Tlp.RED && !inherited) {
            return;
        }
        restricting.restrict(
                incidentId,
                number,
                tlp == Tlp.RED ? Ground.TLP_RED : Ground.CONFIDENTIAL,
                tlp == Tlp.RED ? "Reported as TLP:RED" : "Comes from a restricted incident",
                actor);
        if (inherited) {
            restricting.clearances(Objects.requireNonNull(parentId)).stream()
                    .filter(known -> known.kind() == Clearance.Kind.TEAM)
                    .forEach(known -> restricting.join(
                            incidentId, known.person(), "On the team of the incident it comes from", actor));
        }
        timeline.append(incidentId, KIND, actor, "Restricted from the start: only its team may know of it");
        // or nobody could take it on
        led(
                incidentId,
                onCall.incidentCommander().orElse(null),
                onCall.communicationsLead().orElse(null),
                actor);
    }

    /** The person who says so, and those who lead, are its first team. Doing it again changes nothing. */
    @Transactional
    void restrict(Incident incident, Ground ground, String reason, String actor) {
        if (!restricting.restrict(incident.id(), incident.number(), ground, reason, actor)) {
            return;
        }
        timeline.append(incident.id(), KIND, actor, "Restricted to its team: " + reason);
        Stream.of(actor, incident.commander(), incident.communicationsLead())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(person -> join(incident.id(), person, "Worked on it when it became restricted", actor));
    }

    @Transactional
    boolean lift(Incident incident, String reason, String actor) {
        boolean lifted = restricting.lift(incident.id(), reason, actor);
        if (lifted) {
            timeline.append(incident.id(), KIND, actor, "No longer restricted: " + reason);
        }
        return lifted;
    }

    /** Lets those who lead know; where nobody is on call, everybody who could. */
    @Transactional
    void led(long incidentId, @Nullable String commander, @Nullable String communicationsLead, String actor) {
        if (!restrictions.restricted(incidentId)) {
            return;
        }
        if (commander == null) {
            responders
                    .withRole(Responders.INCIDENT_COMMANDER)
                    .forEach(person -> join(incidentId, person.id(), "No incident commander is on call", actor));
        } else {
            join(incidentId, commander, "Incident commander", actor);
        }
        if (communicationsLead != null) {
            join(incidentId, communicationsLead, "Communications lead", actor);
        }
    }

    @Transactional
    void join(long incidentId, String person, String reason, String actor) {
        if (restricting.join(incidentId, person, reason, actor)) {
            timeline.append(incidentId, KIND, actor, "%s joined the team: %s".formatted(person, reason));
        }
    }

    @Transactional
    void letKnow(long incidentId, String person, String reason, String actor, Instant until) {
        restricting.letKnow(incidentId, person, reason, actor, until);
        timeline.append(incidentId, KIND, actor, "%s may know until %s: %s".formatted(person, until, reason));
    }

    /** @return whether the person might know until now */
    @Transactional
    boolean revoke(long incidentId, String person, String actor) {
        boolean revoked = restricting.revoke(incidentId, person, actor);
        if (revoked) {
            timeline.append(incidentId, KIND, actor, person + " may no longer know");
        }
        return revoked;
    }

    /** Records how far what is known may be told. */
    @Transactional
    void mark(long incidentId, Tlp tlp, String actor) {
        jdbc.sql("update response.incident set tlp = ?, version = version + 1 where id = ?")
                .param(tlp.name())
                .param(incidentId)
                .update();
        timeline.append(incidentId, KIND, actor, "Marked TLP:" + tlp.name().replace('_', '+'));
    }
}
