package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalTriage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a signal join the open incident that is about the same thing, or opens one. */
@Component
class PlaceSignal implements SignalTriage {

    private static final String ACTOR = "system";

    private final Incidents incidents;
    private final Timeline timeline;
    private final Processes processes;
    private final JdbcClient jdbc;

    PlaceSignal(Incidents incidents, Timeline timeline, Processes processes, JdbcClient jdbc) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.processes = processes;
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public List<Outcome> place(List<Signal> signals) {
        return signals.stream().map(this::place).toList();
    }

    @Override
    @Transactional
    public void changed(Signal signal, Signal before, Change change) {
        // nothing is told yet
    }

    private Outcome place(Signal signal) {
        // one at a time for each key, or two neighbours would each open an incident
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0)) is null")
                .param(signal.correlationKey())
                .query(Boolean.class)
                .single();
        return openAbout(signal.correlationKey())
                .map(incident -> attach(signal, incident))
                .orElseGet(() -> open(signal));
    }

    /**
     * The latest open incident that was opened under the key or has taken over a signal with it, as after a merge. Its row stays locked,
     * so that it is not closed at this moment.
     */
    private Optional<Incident> openAbout(String correlationKey) {
        return jdbc.sql("select i.* from response.incident i where i.stage <> 'CLOSED' and (i.correlation_key = ?"
                        + " or i.id in (select l.incident_id from response.signal s"
                        + " join response.incident_signal l on l.signal_id = s.id where s.correlation_key = ?))"
                        + " order by i.opened_at desc, i.id desc limit 1 for update of i")
                .param(correlationKey)
                .param(correlationKey)
                .query(Incidents::incident)
                .optional();
    }

    private Outcome attach(Signal signal, Incident incident) {
        incidents.link(incident.id(), signal.id());
        incidents.addAffectedProducts(incident.id(), signal.productIds(), "signal");
        timeline.append(
                incident.id(),
                "signal",
                ACTOR,
                "Related signal from %s: %s".formatted(signal.source(), signal.title()));
        processes.tell("related-signal", incident.number(), Map.of("relatedSignalId", signal.id()));
        return new Outcome(Disposition.ATTACHED, incident.number(), "", 0);
    }

    private Outcome open(Signal signal) {
        Incident opened = incidents.open(SignalledIncident.from(signal), ACTOR);
        return new Outcome(Disposition.OPENED, opened.number(), "", 0);
    }
}
