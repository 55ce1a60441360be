package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Processes;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts new incidents on the record and begins their lifecycles: as many as there are at once, with as few statements as for one. */
@Component
class Opening {

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Timeline timeline;
    private final Confidentiality confidentiality;
    private final Beginnings beginnings;
    private final Restrictions restrictions;
    private final Processes processes;
    private final Clock clock;

    Opening(
            JdbcClient jdbc,
            Numbers numbers,
            Timeline timeline,
            Confidentiality confidentiality,
            Beginnings beginnings,
            Restrictions restrictions,
            Processes processes,
            Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.timeline = timeline;
        this.confidentiality = confidentiality;
        this.beginnings = beginnings;
        this.restrictions = restrictions;
        this.processes = processes;
        this.clock = clock;
    }

    /** An incident that is on the record, and whose lifecycle has not begun. */
    record Opened(long id, String number, Severity severity) {}

    /** @return one for each, in the same order */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Opened> record(List<NewIncident> incidents, String actor) {
        List<String> given = numbers.next("INC", incidents.size());
        Map<String, Long> ids = insert(incidents, given);
        List<Opened> opened = new ArrayList<>();
        List<Timeline.Entry> lines = new ArrayList<>();
        for (int i = 0; i < incidents.size(); i++) {
            long id = Objects.requireNonNull(ids.get(given.get(i)));
            opened.add(new Opened(id, given.get(i), incidents.get(i).severity()));
            lines.add(new Timeline.Entry(
                    id, "opened", actor, "Incident opened: " + incidents.get(i).title()));
        }
        timeline.append(lines);
        for (int i = 0; i < incidents.size(); i++) {
            NewIncident incident = incidents.get(i);
            confidentiality.opened(opened.get(i).id(), given.get(i), incident.tlp(), incident.parentId(), actor);
        }
        recordSeverities(opened, actor);
        return opened;
    }

    /** Begins their lifecycles, once everything that belongs to them is on the record. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(List<Opened> incidents) {
        Map<String, Map<String, ?>> starts = new LinkedHashMap<>();
        for (Opened incident : incidents) {
            starts.put(
                    incident.number(),
                    Map.of(
                            "incidentId", incident.id(),
                            "incidentNumber", incident.number(),
                            "severity", incident.severity().name()));
        }
        // what their first steps ask for one by one is looked up for all of them
        restrictions.starting(incidents.stream().map(Opened::id).toList());
        beginnings.expect(incidents);
        try {
            processes.startAll("incident-lifecycle", starts);
        } finally {
            restrictions.started();
            beginnings.forget();
        }
    }

    private Map<String, Long> insert(List<NewIncident> incidents, List<String> given) {
        Map<String, Long> ids = new HashMap<>();
        jdbc.sql("insert into response.incident (number, title, summary, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, parent_id, first_seen_at, opened_at)"
                        + " select number, title, summary, severity, tlp, 'FIRST_RESPONSE', origin, finding_type,"
                        + " correlation_key, parent_id, first_seen_at, ?"
                        + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
                        + " ?::text[], ?::bigint[], ?::text[]::timestamptz[]) with ordinality n (number, title, summary,"
                        + " severity, tlp, origin, finding_type, correlation_key, parent_id, first_seen_at, n)"
                        + " order by n returning number, id")
                .param(now())
                .param(given.toArray(String[]::new))
                .param(texts(incidents, NewIncident::title))
                .param(texts(incidents, NewIncident::summary))
                .param(texts(incidents, incident -> incident.severity().name()))
                .param(texts(incidents, incident -> incident.tlp().name()))
                .param(texts(incidents, incident -> incident.origin().name()))
                .param(texts(incidents, NewIncident::findingType))
                .param(texts(incidents, NewIncident::correlationKey))
                .param(incidents.stream().map(NewIncident::parentId).toArray(Long[]::new))
                .param(texts(incidents, incident -> incident.firstSeenAt().toString()))
                .query((row, n) -> ids.put(row.getString("number"), row.getLong("id")))
                .list();
        return ids;
    }

    private void recordSeverities(List<Opened> incidents, String actor) {
        jdbc.sql("insert into response.severity_change (incident_id, severity, previous, rule, reason, actor, at)"
                        + " select incident_id, severity, null, 'initial', 'Severity before classification', ?, ?"
                        + " from unnest(?::bigint[], ?::text[]) o (incident_id, severity)")
                .param(actor)
                .param(now())
                .param(incidents.stream().map(Opened::id).toArray(Long[]::new))
                .param(incidents.stream().map(one -> one.severity().name()).toArray(String[]::new))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String[] texts(List<NewIncident> incidents, Function<NewIncident, @Nullable String> text) {
        return incidents.stream().map(text).toArray(String[]::new);
    }
}
