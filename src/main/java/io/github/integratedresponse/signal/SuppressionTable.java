package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.github.integratedresponse.signal.Suppression.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The suppressions as they are kept, those that are over too. */
@Component
class SuppressionTable {

    private static final String IN_FORCE = "s.ended_at is null and s.ends_at > ?";

    /** As many signals as it has kept quiet, whatever became of them since. */
    private static final String WITH_COUNT =
            "s.*, (select count(*) from response.signal_register g where g.suppression_id = s.id) as signals";

    private final JdbcClient jdbc;

    SuppressionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a suppression still keeps signals quiet. */
    enum State {
        ACTIVE,
        ENDED
    }

    /**
     * What a list is narrowed to.
     *
     * @param endsBefore only those in force that end before
     */
    record Filter(@Nullable State state, @Nullable Kind kind, @Nullable String owner, @Nullable Instant endsBefore) {}

    /** @param signals how many it has kept quiet */
    record Counted(Suppression suppression, long signals) {}

    /** @param what the field that was changed, as the API spells it */
    record Change(Instant at, String actor, String what, String was, String became) {}

    /** @return those that keep signals quiet at this moment */
    List<Suppression> inForce(Instant now) {
        return jdbc.sql("select s.* from response.suppression s where " + IN_FORCE)
                .param(at(now))
                .query((row, n) -> suppression(row))
                .list();
    }

    /** Keeps these from ending before the running transaction has. @return those that have not ended before */
    Set<Long> hold(Collection<Long> ids, Instant now) {
        return new HashSet<>(jdbc.sql("select s.id from response.suppression s where s.id = any(?) and " + IN_FORCE
                        + " order by s.id for share")
                .param(ids.toArray(Long[]::new))
                .param(at(now))
                .query(Long.class)
                .list());
    }

    /** @return its id */
    long insert(Kind kind, String owner, String reason, Scope scope, Instant now, String by, Instant endsAt) {
        JdbcClient.StatementSpec insert = jdbc.sql("insert into response.suppression (kind, owner, reason,"
                        + " up_to_severity_id, made_at, made_by, ends_at, " + Criterion.columns()
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .param(kind.name())
                .param(owner)
                .param(reason)
                .param(scope.upToSeverityId())
                .param(at(now))
                .param(by)
                .param(at(endsAt));
        for (Criterion criterion : Criterion.values()) {
            insert = insert.param(scope.given().get(criterion));
        }
        return insert.query(Long.class).single();
    }

    Optional<Suppression> byId(long id) {
        return find("select s.* from response.suppression s where s.id = ?", id);
    }

    /** Nobody else changes it, and no signal is kept quiet by it, until the running transaction has ended. */
    Optional<Suppression> lock(long id) {
        return find("select s.* from response.suppression s where s.id = ? for update", id);
    }

    private Optional<Suppression> find(String sql, long id) {
        return jdbc.sql(sql).param(id).query((row, n) -> suppression(row)).optional();
    }

    void change(long id, String owner, String reason, Instant endsAt) {
        jdbc.sql("update response.suppression set owner = ?, reason = ?, ends_at = ? where id = ?")
                .param(owner)
                .param(reason)
                .param(at(endsAt))
                .param(id)
                .update();
    }

    void note(long id, Change change) {
        jdbc.sql("insert into response.suppression_change (suppression_id, at, actor, what, was, became)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(at(change.at()))
                .param(change.actor())
                .param(change.what())
                .param(change.was())
                .param(change.became())
                .update();
    }

    void end(long id, Instant when, String by, @Nullable String reason) {
        jdbc.sql("update response.suppression set ended_at = ?, ended_by = ?, end_reason = ? where id = ?")
                .param(at(when))
                .param(by)
                .param(reason)
                .param(id)
                .update();
    }

    /** @return what was changed, oldest first */
    List<Change> changes(long id) {
        return jdbc.sql("select * from response.suppression_change where suppression_id = ? order by id")
                .param(id)
                .query((row, n) -> new Change(
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("what"),
                        row.getString("was"),
                        row.getString("became")))
                .list();
    }

    /** Those in force by their end, all others with the latest end first. */
    Page<Counted> page(Filter filter, PageRequest asked, Instant now) {
        boolean active = filter.state() == State.ACTIVE || filter.endsBefore() != null;
        Narrowing narrowing = new Narrowing()
                .with("s.kind = ?", filter.kind())
                .with("s.owner = ?", filter.owner())
                .with("s.ends_at < ?", filter.endsBefore())
                .with(IN_FORCE, active ? now : null)
                .with("not (" + IN_FORCE + ")", filter.state() == State.ENDED ? now : null);
        return narrowing.page(
                jdbc,
                WITH_COUNT,
                "response.suppression s",
                active ? "s.ends_at, s.id" : "coalesce(s.ended_at, s.ends_at) desc, s.id desc",
                asked,
                (row, n) -> new Counted(suppression(row), row.getLong("signals")));
    }

    Optional<Counted> counted(long id) {
        return jdbc.sql("select " + WITH_COUNT + " from response.suppression s where s.id = ?")
                .param(id)
                .query((row, n) -> new Counted(suppression(row), row.getLong("signals")))
                .optional();
    }

    private static Suppression suppression(ResultSet row) throws SQLException {
        Map<Criterion, String> given = new EnumMap<>(Criterion.class);
        for (Criterion criterion : Criterion.values()) {
            String value = row.getString(criterion.column());
            if (value != null) {
                given.put(criterion, value);
            }
        }
        Timestamp ended = row.getTimestamp("ended_at");
        return new Suppression(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("owner"),
                row.getString("reason"),
                new Scope(given, row.getInt("up_to_severity_id")),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"),
                row.getTimestamp("ends_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("ended_by"),
                row.getString("end_reason"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
