package io.github.integratedresponse.governance;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The versions of the standard, published and drafted. */
@Component
public class Baselines {

    private final JdbcClient jdbc;
    private final Restrictions restrictions;

    Baselines(JdbcClient jdbc, Restrictions restrictions) {
        this.jdbc = jdbc;
        this.restrictions = restrictions;
    }

    /** @throws NotFound when there is no such baseline */
    Baseline byId(long id) {
        return read("id = ?", id).stream().findFirst().orElseThrow(() -> new NotFound("There is no such baseline"));
    }

    public Optional<Baseline> byVersion(String version) {
        return read("version = ?", version).stream().findFirst();
    }

    /** @return every baseline that an incident led to, oldest first */
    public List<Baseline> ofIncident(long incidentId) {
        return read("incident_id = ? order by id", incidentId);
    }

    /** What a list of baselines is narrowed to. */
    record Filter(Baseline.State state, @Nullable String control, @Nullable String incident) {}

    Page<Baseline> page(Filter filter, PageRequest asked) {
        // what is published is everybody's, what is drafted belongs to its incident
        Page<Baseline> found = restrictions
                .hideWhere(new Narrowing(), "r.incident_id = b.incident_id and b.state <> 'PUBLISHED'")
                .and("state = ?", filter.state())
                .with(
                        "exists (select 1 from response.baseline_change c where c.baseline_id = b.id"
                                + " and upper(c.control_id) = upper(?))",
                        filter.control())
                .with("b.incident_id = (select id from response.incident where number = ?)", known(filter.incident()))
                .page(
                        jdbc,
                        "*",
                        "response.baseline b",
                        "published_at desc nulls last, id desc",
                        asked,
                        Baselines::baseline);
        return Page.of(withChanges(found.items()), asked, found.total());
    }

    /** Asked for by a number that one may not know, nothing is found. */
    private @Nullable String known(@Nullable String incident) {
        return incident == null || restrictions.visibleByKey(incident) ? incident : "";
    }

    private List<Baseline> read(String where, Object value) {
        return withChanges(jdbc.sql("select * from response.baseline where " + where)
                .param(value)
                .query(Baselines::baseline)
                .list());
    }

    private List<Baseline> withChanges(List<Baseline> found) {
        Map<Long, List<Baseline.Change>> changes = jdbc
                .sql(
                        "select * from response.baseline_change where baseline_id = any(?) order by length(control_id), control_id")
                .param(found.stream().map(Baseline::id).toArray(Long[]::new))
                .query((row, n) -> Map.entry(
                        row.getLong("baseline_id"),
                        new Baseline.Change(
                                row.getString("control_id"),
                                row.getString("domain"),
                                ControlDecision.valueOf(row.getString("kind")),
                                row.getString("text"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return found.stream()
                .map(baseline -> with(baseline, changes.getOrDefault(baseline.id(), List.of())))
                .toList();
    }

    private static Baseline with(Baseline it, List<Baseline.Change> changes) {
        return new Baseline(
                it.id(),
                it.version(),
                it.state(),
                it.kind(),
                it.incidentId(),
                it.rootCauseId(),
                it.title(),
                it.scopeTags(),
                changes,
                it.draftedBy(),
                it.draftedAt(),
                it.publishedAt(),
                it.adoptionOutcome(),
                it.adoptionReason(),
                it.adoptedAt());
    }

    private static Baseline baseline(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("adoption_outcome");
        return new Baseline(
                row.getLong("id"),
                row.getString("version"),
                Baseline.State.valueOf(row.getString("state")),
                ControlDecision.valueOf(row.getString("kind")),
                row.getLong("incident_id"),
                row.getLong("root_cause_id"),
                row.getString("title"),
                List.of((String[]) row.getArray("scope_tags").getArray()),
                List.of(),
                row.getString("drafted_by"),
                row.getTimestamp("drafted_at").toInstant(),
                instant(row.getTimestamp("published_at")),
                outcome == null ? null : Baseline.AdoptionOutcome.valueOf(outcome),
                row.getString("adoption_reason"),
                instant(row.getTimestamp("adopted_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
