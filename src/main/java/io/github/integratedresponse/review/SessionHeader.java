package io.github.integratedresponse.review;

import io.github.integratedresponse.process.FormHeader;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Shows on every form of a session which session it is, and its figures. */
@Component
class SessionHeader implements FormHeader {

    private static final List<String> TABLES =
            List.of("adherence", "openIncidents", "times", "breaches", "carriedOver", "incidents", "controls", "risks");

    private final ReviewSessions sessions;
    private final SessionSnapshots snapshots;

    SessionHeader(ReviewSessions sessions, SessionSnapshots snapshots) {
        this.sessions = sessions;
        this.snapshots = snapshots;
    }

    @Override
    public Map<String, Object> of(TaskContext task) {
        if (!(task.variable("sessionId") instanceof Number id)) {
            return Map.of();
        }
        ReviewSession session = sessions.byId(id.longValue());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessionNumber", session.number());
        shown.put("sessionTitle", SessionText.plain(session.title()));
        shown.put("periodFrom", SessionText.day(session.periodFrom()));
        snapshots.latest(session.id()).ifPresent(snapshot -> {
            shown.put("periodTo", SessionText.day(snapshot.takenAt()));
            TABLES.forEach(table -> shown.put(
                    table,
                    snapshot.rows(table).stream().map(SessionHeader::worded).toList()));
        });
        return shown;
    }

    /** Figures keep the stage of an incident as the API has it; people read it in words. */
    private static Map<String, Object> worded(Map<String, Object> row) {
        Map<String, Object> shown = new LinkedHashMap<>(row);
        shown.computeIfPresent("stage", (key, stage) -> Shown.words(String.valueOf(stage)));
        return shown;
    }
}
