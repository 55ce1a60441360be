package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.IncidentDetail.IncidentLine;
import io.github.integratedresponse.incident.IncidentDetail.SignalLine;
import io.github.integratedresponse.signal.Signals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts together everything that is known of one incident, from its own records and from the stages after it. */
@Component
class IncidentDetails {

    private final Incidents incidents;
    private final Signals signals;
    private final SeverityHistory severities;
    private final ObjectProvider<LoopTrace> traces;
    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    IncidentDetails(
            Incidents incidents,
            Signals signals,
            SeverityHistory severities,
            ObjectProvider<LoopTrace> traces,
            JdbcClient jdbc,
            Restrictions restrictions) {
        this.incidents = incidents;
        this.signals = signals;
        this.severities = severities;
        this.traces = traces;
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    IncidentDetail of(Incident incident) {
        List<SignalLine> linked =
                signals.ofIncident(incident.id()).stream().map(SignalLine::of).toList();
        return new IncidentDetail(
                IncidentLine.of(incident),
                incident.summary(),
                lessons(incident.id()),
                incident.reviewNominated(),
                roles(incident),
                number(incident.parentId()),
                number(incident.mergedIntoId()),
                jdbc
                        .sql("select id from response.incident where merged_into_id = ? order by id")
                        .param(incident.id())
                        .query(Long.class)
                        .list()
                        .stream()
                        .map(this::number)
                        .toList(),
                incidents.affectedProducts(incident.id()),
                linked,
                severities.of(incident.id()),
                trace(incident, linked));
    }

    private Map<String, Object> trace(Incident incident, List<SignalLine> linked) {
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("stage", incident.stage());
        trace.put("severity", incident.severity());
        trace.put("signals", linked.stream().map(SignalLine::signalId).toList());
        if (incident.matchedPattern() != null) {
            trace.put("matchedPattern", incident.matchedPattern());
        }
        traces.orderedStream().forEach(later -> trace.putAll(later.of(incident.id())));
        return trace;
    }

    private static Map<String, String> roles(Incident incident) {
        Map<String, String> roles = new LinkedHashMap<>();
        if (incident.commander() != null) {
            roles.put("commander", incident.commander());
        }
        if (incident.communicationsLead() != null) {
            roles.put("communicationsLead", incident.communicationsLead());
        }
        return roles;
    }

    private @Nullable String number(@Nullable Long id) {
        return id == null ? null : restrictions.nameFor(id, incidents.byId(id).number());
    }

    private @Nullable String lessons(long id) {
        return jdbc.sql("select lessons from response.incident where id = ? and lessons is not null")
                .param(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
