package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The notes of incidents. None is ever changed: who was wrong writes another that stands in its place, and both can be read. */
@Component
public class Notes {

    private static final int ON_TIMELINE = 300;

    private static final String COLUMNS =
            "n.id, i.number, n.written_by, n.written_at, n.text, n.replaces_id, later.id as replaced_by";

    private static final String FROM = "response.note n join response.incident i on i.id = n.incident_id"
            + " left join response.note later on later.replaces_id = n.id";

    private final JdbcClient jdbc;
    private final MergedIncidents incidents;
    private final Timeline timeline;
    private final Clock clock;

    Notes(JdbcClient jdbc, MergedIncidents incidents, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @return the notes of the incident and of those merged into it, written last first */
    public Page<Note> page(long incidentId, PageRequest asked) {
        return incidents.with(incidentId, "n.incident_id").page(jdbc, COLUMNS, FROM, "n.id desc", asked, Notes::note);
    }

    /**
     * Keeps a note.
     *
     * @param replaces the note of the same incident that it corrects
     * @throws InvalidInput when the incident has no such note
     * @throws Conflict when that note was corrected already
     */
    @Transactional
    Note write(Incident incident, String text, @Nullable Long replaces, String actor) {
        Optional<Note> before = replaces == null ? Optional.empty() : of(incident.id(), replaces);
        if (replaces != null && before.isEmpty()) {
            throw new InvalidInput("replaces", "must be the id of a note of " + incident.number());
        }
        before.map(Note::replacedBy).ifPresent(later -> {
            throw corrected(later);
        });
        long id = insert(incident.id(), text, replaces, actor);
        timeline.append(
                incident.id(),
                "note",
                actor,
                before.map(wrong -> "In place of note %d of %s: ".formatted(wrong.id(), wrong.by()))
                                .orElse("")
                        + shortened(text));
        return of(incident.id(), id).orElseThrow();
    }

    private long insert(long incidentId, String text, @Nullable Long replaces, String actor) {
        try {
            return jdbc.sql("insert into response.note (incident_id, replaces_id, written_by, written_at, text)"
                            + " values (?, ?, ?, ?, ?) returning id")
                    .param(incidentId)
                    .param(replaces)
                    .param(actor)
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .param(text)
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw corrected(null);
        }
    }

    private static Conflict corrected(@Nullable Long later) {
        return new Conflict(
                "replaces",
                "was corrected already" + (later == null ? "" : ", by note " + later) + "; correct the later note");
    }

    private Optional<Note> of(long incidentId, long id) {
        return new Narrowing()
                        .and("n.incident_id = ?", incidentId)
                        .and("n.id = ?", id)
                        .first(jdbc, COLUMNS, FROM, "n.id", 1, Notes::note)
                        .stream()
                        .findFirst();
    }

    private static String shortened(String text) {
        if (text.length() <= ON_TIMELINE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(ON_TIMELINE - 1)) ? ON_TIMELINE - 1 : ON_TIMELINE;
        return text.substring(0, end) + "…";
    }

    private static Note note(ResultSet row, int n) throws SQLException {
        return new Note(
                row.getLong("id"),
                row.getString("number"),
                row.getString("written_by"),
                row.getTimestamp("written_at").toInstant(),
                row.getString("text"),
                row.getObject("replaces_id", Long.class),
                row.getObject("replaced_by", Long.class));
    }
}
