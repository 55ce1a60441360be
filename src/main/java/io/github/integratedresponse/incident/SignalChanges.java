package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Correlation.Action;
import io.github.integratedresponse.incident.Correlation.Question;
import io.github.integratedresponse.incident.Correlation.Ruling;
import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what a source says anew of a signal on the timeline of its incident, and tells the process, whose diagram says what becomes of
 * it. A closed incident has no process; there the decision {@code correlation} says whether it is taken up again.
 */
@Component
class SignalChanges {

    private static final String KIND = "signal";

    private final OpenIncidents open;
    private final Correlation correlation;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Processes processes;
    private final Restrictions restrictions;
    private final JdbcClient jdbc;
    private final Clock clock;

    SignalChanges(
            OpenIncidents open,
            Correlation correlation,
            Incidents incidents,
            Timeline timeline,
            Processes processes,
            Restrictions restrictions,
            JdbcClient jdbc,
            Clock clock) {
        this.open = open;
        this.correlation = correlation;
        this.incidents = incidents;
        this.timeline = timeline;
        this.processes = processes;
        this.restrictions = restrictions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether the signal is to be placed once more, because nobody works on what it is about */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean update(Signal signal, Signal before) {
        SignalChange change = SignalChange.of(before, signal);
        Optional<Incident> incident = incidentOf(signal.id());
        if (incident.isEmpty()) {
            boolean takenUpAgain = before.closed() && !signal.closed();
            return change.tells() || takenUpAgain;
        }
        if (incident.get().stage() == Stage.CLOSED) {
            return afterClosing(signal, change, incident.get());
        }
        if (!change.inWords().isEmpty()) {
            line(
                    incident.get(),
                    "%s says more of \"%s\": %s".formatted(signal.source(), signal.title(), change.inWords()));
        }
        if (change.tells()) {
            tell(signal, change, incident.get());
        }
        return false;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void close(Signal signal) {
        incidentOf(signal.id()).ifPresent(incident -> {
            jdbc.sql("update response.incident_signal set closed_at = ? where incident_id = ? and signal_id = ?")
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .param(incident.id())
                    .param(signal.id())
                    .update();
            line(incident, "%s closed \"%s\"".formatted(signal.source(), signal.title()));
            send(incident, signal, "CLOSE");
        });
    }

    /** Says on the timeline of the closed incident, and of the one that goes on, what became of a signal that was placed once more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void placedAgain(Signal signal, Outcome outcome) {
        Optional<Incident> went = Optional.ofNullable(outcome.incident()).flatMap(incidents::byNumber);
        closedOnes(signal.id())
                .forEach(closed -> went.ifPresent(other -> {
                    line(
                            closed,
                            "Signal \"%s\" went on in %s"
                                    .formatted(signal.title(), restrictions.publicName(other.id(), other.number())));
                    line(
                            other,
                            "Signal \"%s\" was part of %s"
                                    .formatted(signal.title(), restrictions.publicName(closed.id(), closed.number())));
                }));
    }

    private boolean afterClosing(Signal signal, SignalChange change, Incident closed) {
        if (change.inWords().isEmpty()) {
            return false;
        }
        Instant since = Objects.requireNonNullElse(closed.closedAt(), closed.openedAt());
        Ruling ruling = correlation
                .rules()
                .ask(
                        new Question(
                                Relation.ITSELF,
                                Math.max(
                                        0,
                                        Duration.between(since, clock.instant()).toHours()),
                                Stage.CLOSED,
                                Math.max(0, change.raised())),
                        signal);
        line(
                closed,
                "%s says more of \"%s\": %s (%s)"
                        .formatted(signal.source(), signal.title(), change.inWords(), ruling.rule()));
        return ruling.action() == Action.OPEN;
    }

    /** Where somebody is yet to look at the signal, its form tells of this as well; otherwise the process is told. */
    private void tell(Signal signal, SignalChange change, Incident incident) {
        Set<String> learnt = open.learn(SignalKeys.all(signal).stream()
                        .distinct()
                        .map(key -> new OpenIncidents.Learnt(incident.id(), key))
                        .toList())
                .getOrDefault(incident.id(), Set.of());
        incidents.addAffectedProducts(incident.id(), signal.productIds(), "signal");
        open.seen(Map.of(incident.id(), clock.instant()));
        String rated = change.raised() > 0 ? SignalledIncident.severity(signal).name() : null;
        boolean waits = jdbc.sql(
                                "update response.incident_signal set news = concat_ws('; ', nullif(news, ''), nullif(?, '')),"
                                        + " rated = coalesce(?, rated) where incident_id = ? and signal_id = ? and review = 'PENDING'")
                        .param(change.newsTo(learnt))
                        .param(rated)
                        .param(incident.id())
                        .param(signal.id())
                        .update()
                > 0;
        if (waits) {
            return;
        }
        jdbc.sql("update response.incident_signal set news = ?, rated = ?, told_with = signal_id"
                        + " where incident_id = ? and signal_id = ?")
                .param(change.newsTo(learnt))
                .param(rated)
                .param(incident.id())
                .param(signal.id())
                .update();
        send(incident, signal, "UPDATE");
    }

    private void send(Incident incident, Signal signal, String change) {
        processes.tell(
                Joining.MESSAGE,
                incident.number(),
                Map.of("relatedSignalId", signal.id(), "relatedSignalChange", change));
    }

    /** The incident that goes on with the signal: one that is open before one that is closed. Nobody else changes it meanwhile. */
    private Optional<Incident> incidentOf(long signalId) {
        return jdbc.sql(
                        "select i.* from response.incident_signal l join response.incident i on i.id = l.incident_id"
                                + " where l.signal_id = ? order by i.stage = 'CLOSED', i.id desc limit 1 for no key update of i")
                .param(signalId)
                .query(Incidents::incident)
                .optional();
    }

    private List<Incident> closedOnes(long signalId) {
        return jdbc.sql("select i.* from response.incident_signal l join response.incident i on i.id = l.incident_id"
                        + " where l.signal_id = ? and i.stage = 'CLOSED' order by i.id desc limit 1")
                .param(signalId)
                .query(Incidents::incident)
                .list();
    }

    private void line(Incident incident, String text) {
        timeline.append(incident.id(), KIND, PlaceSignal.ACTOR, text);
    }
}
