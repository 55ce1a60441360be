package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The signals that joined an incident after it was opened. */
@Component
class RelatedSignals {

    private final Incidents incidents;
    private final Signals signals;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    RelatedSignals(
            Incidents incidents, Signals signals, Timeline timeline, JdbcClient jdbc, Restrictions restrictions) {
        this.incidents = incidents;
        this.signals = signals;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    Signal byId(long signalId) {
        return signals.byId(signalId).orElseThrow(() -> new NotFound("There is no such signal"));
    }

    /** @return what the signal tells that the incident's earlier signals did not, in words; empty when it only repeats them */
    List<String> news(long incidentId, long signalId) {
        Signal signal = byId(signalId);
        List<Signal> earlier = signals.ofIncident(incidentId).stream()
                .filter(other -> other.id() < signalId)
                .toList();
        List<String> news = new ArrayList<>();
        Severity assumed = incidents.byId(incidentId).severity();
        if (SignalledIncident.severity(signal).isWorseThan(assumed)) {
            news.add("its source rates it %s, the incident is %s"
                    .formatted(SignalledIncident.severity(signal), assumed));
        }
        unseen(signal, earlier, Signal::productIds).forEach(product -> news.add("product " + product));
        unseen(signal, earlier, Signal::techniques).forEach(technique -> news.add("technique " + technique));
        return List.copyOf(news);
    }

    private static List<String> unseen(
            Signal signal, List<Signal> earlier, Function<Signal, Collection<String>> aspect) {
        Set<String> seen = earlier.stream()
                .flatMap(other -> aspect.apply(other).stream())
                .collect(Collectors.toCollection(HashSet::new));
        return aspect.apply(signal).stream()
                .filter(value -> !seen.contains(value))
                .sorted()
                .toList();
    }

    @Transactional
    void awaitReview(long incidentId, long signalId) {
        jdbc.sql("update response.incident_signal set review = 'PENDING' where incident_id = ? and signal_id = ?")
                .param(incidentId)
                .param(signalId)
                .update();
    }

    /** @return how many wait for a person to look at them */
    int awaitingReview(long incidentId) {
        return jdbc.sql("select count(*) from response.incident_signal where incident_id = ? and review = 'PENDING'")
                .param(incidentId)
                .query(Integer.class)
                .single();
    }

    @Transactional
    void keep(long incidentId, long signalId, String reason, String actor) {
        jdbc.sql("update response.incident_signal set review = 'KEPT' where incident_id = ? and signal_id = ?")
                .param(incidentId)
                .param(signalId)
                .update();
        timeline.append(
                incidentId,
                "signal",
                actor,
                "Signal \"%s\" belongs here: %s".formatted(byId(signalId).title(), reason));
    }

    /** Takes the signal out of the incident and opens one of its own for it. */
    @Transactional
    Incident splitOff(long incidentId, long signalId, String reason, String actor) {
        Signal signal = byId(signalId);
        jdbc.sql("delete from response.incident_signal where incident_id = ? and signal_id = ?")
                .param(incidentId)
                .param(signalId)
                .update();
        Incident from = incidents.byId(incidentId);
        Incident own = incidents.open(SignalledIncident.from(signal), actor);
        timeline.append(
                incidentId,
                "signal",
                actor,
                "Signal \"%s\" split off into %s: %s"
                        .formatted(signal.title(), restrictions.publicName(own.id(), own.number()), reason));
        timeline.append(
                own.id(),
                "signal",
                actor,
                "Split off from %s: %s".formatted(restrictions.publicName(from.id(), from.number()), reason));
        return own;
    }
}
