package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The signals that joined an incident after it was opened. */
@Component
class RelatedSignals {

    private final Incidents incidents;
    private final OpenIncidents open;
    private final Signals signals;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    RelatedSignals(
            Incidents incidents,
            OpenIncidents open,
            Signals signals,
            Timeline timeline,
            JdbcClient jdbc,
            Restrictions restrictions) {
        this.incidents = incidents;
        this.open = open;
        this.signals = signals;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    Signal byId(long signalId) {
        return signals.byId(signalId).orElseThrow(() -> new NotFound("There is no such signal"));
    }

    /** A signal that is told of, and the others that the same message told of. */
    List<Signal> toldWith(long incidentId, long signalId) {
        List<Long> ids = jdbc.sql(
                        "select signal_id from response.incident_signal where incident_id = ? and told_with = ?"
                                + " and signal_id <> ? order by signal_id")
                .param(incidentId)
                .param(signalId)
                .param(signalId)
                .query(Long.class)
                .list();
        return Stream.concat(Stream.of(byId(signalId)), ids.stream().map(this::byId))
                .toList();
    }

    /** @return what they tell that the incident did not know, in words; empty when they only repeat it */
    List<String> news(long incidentId, long signalId) {
        Severity assumed = incidents.byId(incidentId).severity();
        List<String> news = new ArrayList<>();
        jdbc.sql("select min(rated) from response.incident_signal where incident_id = ? and told_with = ?")
                .param(incidentId)
                .param(signalId)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .map(Severity::valueOf)
                // it may have been raised since
                .filter(rated -> rated.isWorseThan(assumed))
                .ifPresent(rated -> news.add("its source rates it %s, the incident is %s".formatted(rated, assumed)));
        news.addAll(jdbc.sql("select news from response.incident_signal where incident_id = ? and told_with = ?"
                        + " and news <> '' order by signal_id")
                .param(incidentId)
                .param(signalId)
                .query(String.class)
                .list());
        return List.copyOf(news);
    }

    /** @return when the source of each signal that it closed did so */
    Map<Long, Instant> closedBySource(long incidentId) {
        Map<Long, Instant> closed = new HashMap<>();
        jdbc.sql(
                        "select signal_id, closed_at from response.incident_signal where incident_id = ? and closed_at is not null")
                .param(incidentId)
                .query((row, n) -> closed.put(
                        row.getLong("signal_id"), row.getTimestamp("closed_at").toInstant()))
                .list();
        return closed;
    }

    @Transactional
    void awaitReview(long incidentId, long signalId) {
        reviewed(incidentId, signalId, "PENDING");
    }

    private void reviewed(long incidentId, long signalId, String review) {
        jdbc.sql("update response.incident_signal set review = ? where incident_id = ?"
                        + " and (signal_id = ? or told_with = ?)")
                .param(review)
                .param(incidentId)
                .param(signalId)
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
        String named = named(toldWith(incidentId, signalId));
        reviewed(incidentId, signalId, "KEPT");
        timeline.append(incidentId, "signal", actor, "%s here: %s".formatted(named, reason));
    }

    /** Takes the signals that were told of together out of the incident and opens one of their own for them. */
    @Transactional
    Incident splitOff(long incidentId, long signalId, String reason, String actor) {
        List<Signal> signals = toldWith(incidentId, signalId);
        jdbc.sql("delete from response.incident_signal where incident_id = ? and (signal_id = ? or told_with = ?)")
                .param(incidentId)
                .param(signalId)
                .param(signalId)
                .update();
        open.learnAnew(incidentId);
        Incident from = incidents.byId(incidentId);
        Incident own = incidents.open(SignalledIncident.from(signals), actor);
        signals.stream().skip(1).forEach(signal -> incidents.link(own.id(), signal.id()));
        timeline.append(
                incidentId,
                "signal",
                actor,
                "%s to another matter, %s: %s"
                        .formatted(named(signals), restrictions.publicName(own.id(), own.number()), reason));
        timeline.append(
                own.id(),
                "signal",
                actor,
                "Split off from %s: %s".formatted(restrictions.publicName(from.id(), from.number()), reason));
        return own;
    }

    private static String named(List<Signal> signals) {
        String first = "Signal \"%s\"".formatted(signals.get(0).title());
        return switch (signals.size()) {
            case 1 -> first + " belongs";
            case 2 -> first + " and another belong";
            default -> "%s and %d others belong".formatted(first, signals.size() - 1);
        };
    }
}
