package io.github.integratedresponse.governance;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Numbers;
import io.github.integratedresponse.incident.Severity;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
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

/** The patterns that governance drafted, dropped, and put to work. */
@Component
public class LearnedPatterns {

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Clock clock;
    private final Restrictions restrictions;

    LearnedPatterns(JdbcClient jdbc, Numbers numbers, Clock clock, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.clock = clock;
        this.restrictions = restrictions;
    }

    /** What a signal must be like to be recognised, and what follows. */
    record Content(String findingType, String technique, @Nullable String division, Severity severityFloor) {}

    /** @throws NotFound when there is no such pattern */
    LearnedPattern byId(long id) {
        return jdbc.sql("select * from response.learned_pattern where id = ?")
                .param(id)
                .query(LearnedPatterns::pattern)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such pattern"));
    }

    public Optional<LearnedPattern> byNumber(String number) {
        return jdbc.sql("select * from response.learned_pattern where number = ?")
                .param(number)
                .query(LearnedPatterns::pattern)
                .optional();
    }

    /** @return every pattern that an incident taught, oldest first */
    public List<LearnedPattern> ofIncident(long incidentId) {
        return jdbc.sql("select * from response.learned_pattern where incident_id = ? order by id")
                .param(incidentId)
                .query(LearnedPatterns::pattern)
                .list();
    }

    /** @return the pattern at work or on its way that recognises the same, if there is another than this one */
    Optional<LearnedPattern> recognising(Content content, long exceptId) {
        return jdbc.sql(
                        "select * from response.learned_pattern where state in ('APPROVED', 'LIVE') and id <> ?"
                                + " and finding_type = ? and technique = ? and division is not distinct from ?::text order by id limit 1")
                .param(exceptId)
                .param(content.findingType())
                .param(content.technique())
                .param(content.division())
                .query(LearnedPatterns::pattern)
                .optional();
    }

    /** Drafts a pattern for a root cause; while one is drafted for it already, that one stays as it is. */
    @Transactional
    public LearnedPattern propose(
            long incidentId, String incident, long rootCauseId, Content content, String repairItem, String actor) {
        Optional<LearnedPattern> drafted = jdbc.sql(
                        "select * from response.learned_pattern where root_cause_id = ? and state = 'DRAFT' order by id limit 1")
                .param(rootCauseId)
                .query(LearnedPatterns::pattern)
                .optional();
        if (drafted.isPresent()) {
            return drafted.get();
        }
        return jdbc.sql(
                        "insert into response.learned_pattern (number, incident_id, root_cause_id, finding_type, technique,"
                                + " division, severity_floor, learned_from, repair_item, drafted_by, drafted_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *")
                .param(numbers.next("PAT"))
                .param(incidentId)
                .param(rootCauseId)
                .param(content.findingType())
                .param(content.technique())
                .param(content.division())
                .param(content.severityFloor().name())
                .param(incident)
                .param(repairItem)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(LearnedPatterns::pattern)
                .single();
    }

    @Transactional
    public void draft(long id, Content content, String repairItem, String actor) {
        jdbc.sql(
                        "update response.learned_pattern set finding_type = ?, technique = ?, division = ?, severity_floor = ?,"
                                + " repair_item = ?, drafted_by = ?, drafted_at = ? where id = ? and state = 'DRAFT'")
                .param(content.findingType())
                .param(content.technique())
                .param(content.division())
                .param(content.severityFloor().name())
                .param(repairItem)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    /** Notes what was decided of a draft: approved, dropped, or, still a draft, returned. */
    @Transactional
    public void decide(long id, LearnedPattern.State state, @Nullable String comment, String actor) {
        jdbc.sql("update response.learned_pattern set state = ?, comment = ?, decided_by = ?, decided_at = ?"
                        + " where id = ? and state = 'DRAFT'")
                .param(state.name())
                .param(comment)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    @Transactional
    public void live(long id, int decisionVersion) {
        jdbc.sql("update response.learned_pattern set state = 'LIVE', decision_version = ?, live_at = ?"
                        + " where id = ? and state = 'APPROVED'")
                .param(decisionVersion)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }

    /** What a list of patterns is narrowed to. */
    record Filter(
            LearnedPattern.@Nullable State state,
            @Nullable String findingType,
            @Nullable String technique,
            @Nullable String division,
            @Nullable String learnedFrom) {}

    Page<LearnedPattern> page(Filter filter, PageRequest asked) {
        // what is at work is everybody's, what is drafted belongs to its incident
        return restrictions
                .hideWhere(new Narrowing(), "r.incident_id = p.incident_id and p.state <> 'LIVE'")
                .with("p.state = ?", filter.state())
                .with("lower(finding_type) = lower(?)", filter.findingType())
                .with("upper(technique) = upper(?)", filter.technique())
                .with("division = ?", filter.division())
                .with("learned_from = ?", known(filter.learnedFrom()))
                .page(jdbc, "*", "response.learned_pattern p", "id desc", asked, LearnedPatterns::pattern);
    }

    /** Asked for by a number that one may not know, nothing is found. */
    private @Nullable String known(@Nullable String incident) {
        return incident == null || restrictions.visibleByKey(incident) ? incident : "";
    }

    private static LearnedPattern pattern(ResultSet row, int n) throws SQLException {
        return new LearnedPattern(
                row.getLong("id"),
                row.getString("number"),
                LearnedPattern.State.valueOf(row.getString("state")),
                row.getLong("incident_id"),
                row.getLong("root_cause_id"),
                row.getString("finding_type"),
                row.getString("technique"),
                row.getString("division"),
                Severity.valueOf(row.getString("severity_floor")),
                row.getString("learned_from"),
                row.getString("repair_item"),
                row.getString("comment"),
                row.getString("drafted_by"),
                row.getTimestamp("drafted_at").toInstant(),
                row.getString("decided_by"),
                instant(row.getTimestamp("decided_at")),
                row.getObject("decision_version", Integer.class),
                instant(row.getTimestamp("live_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
