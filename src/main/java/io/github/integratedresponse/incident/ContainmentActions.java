package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.ForDiagrams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The containment steps of incidents; diagrams ask for the open ones. */
@Component
public class ContainmentActions {

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    ContainmentActions(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @return the ids of the steps that are planned and not carried out, in the order they were planned */
    @ForDiagrams
    public List<Long> openIds(long incidentId) {
        return jdbc.sql(
                        "select id from response.containment_action where incident_id = ? and state = 'PLANNED' order by id")
                .param(incidentId)
                .query(Long.class)
                .list();
    }

    /** @return {@code PERSON} or {@code AUTOMATIC} */
    @ForDiagrams
    public String carriedOutBy(long id) {
        return byId(id).by().name();
    }

    ContainmentAction byId(long id) {
        return jdbc.sql("select * from response.containment_action where id = ?")
                .param(id)
                .query(ContainmentActions::action)
                .single();
    }

    /** @return every step of an incident, in the order they were planned */
    public List<ContainmentAction> ofIncident(long incidentId) {
        return jdbc.sql("select * from response.containment_action where incident_id = ? order by id")
                .param(incidentId)
                .query(ContainmentActions::action)
                .list();
    }

    @Transactional
    void plan(long incidentId, String action, String target, ContainmentAction.By by, String owner, String actor) {
        jdbc.sql("insert into response.containment_action (incident_id, action, target, carried_out, owner, planned_by,"
                        + " planned_at) values (?, ?, ?, ?, ?, ?, ?)")
                .param(incidentId)
                .param(action)
                .param(target)
                .param(by.name())
                .param(owner)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        timeline.append(
                incidentId, "containment", actor, "Containment planned: %s on %s, %s".formatted(action, target, owner));
    }

    /** Ends a step; one that has ended stays as it is. */
    @Transactional
    void end(long id, ContainmentAction.State state, String result, String actor) {
        ContainmentAction action = byId(id);
        int ended = jdbc.sql("update response.containment_action set state = ?, result = ?, ended_by = ?, ended_at = ?"
                        + " where id = ? and state = 'PLANNED'")
                .param(state.name())
                .param(result)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
        if (ended == 1) {
            timeline.append(
                    action.incidentId(),
                    "containment",
                    actor,
                    "Containment %s: %s on %s. %s"
                            .formatted(
                                    state == ContainmentAction.State.DONE ? "carried out" : "not possible",
                                    action.action(),
                                    action.target(),
                                    result));
        }
    }

    /** Gives a step that no system does to a person. */
    @Transactional
    void handToPerson(long id, String why) {
        ContainmentAction action = byId(id);
        jdbc.sql("update response.containment_action set carried_out = 'PERSON', result = ? where id = ?")
                .param(why)
                .param(id)
                .update();
        timeline.append(
                action.incidentId(),
                "containment",
                "system",
                "A person has to do it: %s on %s. %s".formatted(action.action(), action.target(), why));
    }

    private static ContainmentAction action(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new ContainmentAction(
                row.getLong("id"),
                row.getLong("incident_id"),
                row.getString("action"),
                row.getString("target"),
                ContainmentAction.By.valueOf(row.getString("carried_out")),
                row.getString("owner"),
                ContainmentAction.State.valueOf(row.getString("state")),
                row.getString("result"),
                row.getString("planned_by"),
                row.getTimestamp("planned_at").toInstant(),
                row.getString("ended_by"),
                ended == null ? null : ended.toInstant());
    }
}
