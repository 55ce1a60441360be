package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows whose turn it is to lead a response. */
@Component
class OnCall {

    private final OnCallProperties rota;
    private final Responders responders;
    private final Clock clock;

    OnCall(OnCallProperties rota, Responders responders, Clock clock) {
        this.rota = rota;
        this.responders = responders;
        this.clock = clock;
    }

    Optional<String> incidentCommander() {
        return turn(rota.incidentCommanders(), Responders.INCIDENT_COMMANDER);
    }

    Optional<String> communicationsLead() {
        return turn(rota.communicationsLeads(), Responders.COMMUNICATIONS_LEAD);
    }

    private Optional<String> turn(List<String> named, String role) {
        List<String> people = named.isEmpty()
                ? responders.withRole(role).stream().map(Responders.Person::id).toList()
                : named;
        if (people.isEmpty()) {
            return Optional.empty();
        }
        long turns = Math.floorDiv(
                Duration.between(rota.since(), clock.instant()).toSeconds(),
                Math.max(1, rota.rotation().toSeconds()));
        return Optional.of(people.get((int) Math.floorMod(turns, (long) people.size())));
    }
}
