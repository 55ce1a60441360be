package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Conflict;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.tasklist.Handover.GivenTask;
import io.github.integratedresponse.tasklist.Handover.IncidentNote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was handed over. It reaches across incidents, reviews and repair items, so it is kept here, above all of them; each incident has its
 * lines of the timeline. A hand-over that has to do with a restricted incident is hidden as a whole from those who may not know of it.
 */
@Component
class Handovers {

    private static final String INCOMING =
            "h.given_to = ? or h.given_to is null and h.given_by <> ? and exists (select 1 from"
                    + " response.handover_task t where t.handover_id = h.id and t.teams && ?::text[])";

    private static final String OUTGOING = "h.given_by = ?";

    private final JdbcClient jdbc;
    private final Restrictions restrictions;
    private final Timeline timeline;
    private final Clock clock;

    Handovers(JdbcClient jdbc, Restrictions restrictions, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Which side of a hand-over somebody is on. */
    enum Side {
        INCOMING,
        OUTGOING
    }

    /**
     * @param teams of the person
     * @return hand-overs to the person or to one of their teams, or by them, latest first
     */
    Page<Handover> page(
            String person, List<String> teams, @Nullable Side side, @Nullable Boolean acknowledged, PageRequest asked) {
        Narrowing mine =
                switch (side == null ? "" : side.name()) {
                    case "INCOMING" -> new Narrowing().and(INCOMING, person, person, teams);
                    case "OUTGOING" -> new Narrowing().and(OUTGOING, person);
                    default -> new Narrowing().and("(" + INCOMING + ") or " + OUTGOING, person, person, teams, person);
                };
        return page(mine.with("(h.acknowledged_at is not null) = ?", acknowledged), asked);
    }

    private Page<Handover> page(Narrowing narrowing, PageRequest asked) {
        return restrictions
                .hideWhere(
                        narrowing,
                        "r.incident_id in (select t.incident_id from response.handover_task t where t.handover_id = h.id)")
                .page(jdbc, "h.*", "response.handover h", "h.id desc", asked, this::handover);
    }

    Optional<Handover> one(long id) {
        return page(new Narrowing().and("h.id = ?", id), new PageRequest(0, 1)).items().stream()
                .findFirst();
    }

    /** A task that changes hands. */
    record Given(String taskId, String name, String businessKey, @Nullable Long incidentId, List<String> teams) {}

    record Note(long incidentId, String text) {}

    @Transactional
    long keep(String from, @Nullable String to, @Nullable String note, List<Given> tasks, List<Note> notes) {
        long id = jdbc.sql(
                        "insert into response.handover (given_by, given_at, given_to, note) values (?, ?, ?, ?) returning id")
                .param(from)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(to)
                .param(note)
                .query(Long.class)
                .single();
        for (Given task : tasks) {
            jdbc.sql("insert into response.handover_task (handover_id, task_id, name, business_key, incident_id, teams)"
                            + " values (?, ?, ?, ?, ?, ?::text[])")
                    .param(id)
                    .param(task.taskId())
                    .param(task.name())
                    .param(task.businessKey())
                    .param(task.incidentId())
                    .param(task.teams().toArray(String[]::new))
                    .update();
        }
        for (Note about : notes) {
            jdbc.sql("insert into response.handover_note (handover_id, incident_id, text) values (?, ?, ?)")
                    .param(id)
                    .param(about.incidentId())
                    .param(about.text())
                    .update();
        }
        return id;
    }

    /**
     * Says that the person has read what was handed over to them.
     *
     * @throws NotFound when nothing of that number was handed over to this person
     * @throws Conflict when it was acknowledged before
     */
    @Transactional
    Handover acknowledge(long id, String person, List<String> teams) {
        Narrowing asked = new Narrowing().and("h.id = ?", id).and(INCOMING, person, person, teams);
        Handover given = page(asked, new PageRequest(0, 1)).items().stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("Nothing of that number was handed over to you"));
        int now = jdbc.sql("update response.handover set acknowledged_by = ?, acknowledged_at = ? where id = ?"
                        + " and acknowledged_at is null")
                .param(person)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
        Handover after = one(id).orElse(given);
        if (now == 0) {
            throw new Conflict("id", "was acknowledged by " + after.acknowledgedBy() + " already");
        }
        jdbc.sql(
                        "select distinct incident_id from response.handover_task where handover_id = ? and incident_id is not null"
                                + " order by incident_id")
                .param(id)
                .query(Long.class)
                .list()
                .forEach(incident -> timeline.append(
                        incident, "handover", person, "Acknowledged what " + given.from() + " handed over"));
        return after;
    }

    private Handover handover(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new Handover(
                id,
                row.getString("given_by"),
                row.getString("given_to"),
                row.getTimestamp("given_at").toInstant(),
                row.getString("note"),
                tasks(id),
                notes(id),
                row.getString("acknowledged_by"),
                instant(row.getTimestamp("acknowledged_at")));
    }

    private List<GivenTask> tasks(long id) {
        return jdbc.sql("select t.task_id, t.name, i.number, t.teams from response.handover_task t"
                        + " left join response.incident i on i.id = t.incident_id where t.handover_id = ?"
                        + " order by i.number nulls last, t.name, t.task_id")
                .param(id)
                .query((row, n) -> new GivenTask(
                        row.getString("task_id"), row.getString("name"), row.getString("number"), List.of((String[])
                                row.getArray("teams").getArray())))
                .list();
    }

    private List<IncidentNote> notes(long id) {
        return jdbc.sql("select i.number, n.text from response.handover_note n"
                        + " join response.incident i on i.id = n.incident_id where n.handover_id = ? order by i.number")
                .param(id)
                .query((row, n) -> new IncidentNote(row.getString("number"), row.getString("text")))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
