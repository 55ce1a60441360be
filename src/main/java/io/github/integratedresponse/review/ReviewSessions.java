package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Numbers;
import io.github.integratedresponse.process.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The operations and health reviews: opened, prepared, held, published. */
@Component
class ReviewSessions {

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Clock clock;

    ReviewSessions(JdbcClient jdbc, Numbers numbers, Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** @return the one that is not published yet */
    Optional<ReviewSession> open(SessionKind kind, @Nullable String division) {
        return jdbc.sql("select * from response.review_session where kind = ? and division is not distinct from ?"
                        + " and state <> 'PUBLISHED'")
                .param(kind.name())
                .param(division)
                .query(ReviewSessions::session)
                .optional();
    }

    /** Opens a session, unless one of this kind and division is open. Its figures go on where those of the last one ended. */
    @Transactional
    Optional<ReviewSession> openNew(SessionKind kind, @Nullable String division, String actor) {
        // whoever comes second waits here, then sees what the first opened
        jdbc.sql("select pg_advisory_xact_lock(hashtext('review_session ' || ?))")
                .param(kind.name())
                .query()
                .listOfRows();
        if (open(kind, division).isPresent()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant from = jdbc.sql("select max(s.taken_at) from response.session_snapshot s"
                        + " join response.review_session r on r.id = s.session_id"
                        + " where r.kind = ? and r.division is not distinct from ?")
                .param(kind.name())
                .param(division)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single()
                .filter(taken -> taken.isBefore(now))
                .orElse(now.minus(kind.usualPeriod()));
        long id = jdbc.sql(
                        "insert into response.review_session (number, kind, division, opened_by, opened_at, period_from)"
                                + " values (?, ?, ?, ?, ?, ?) returning id")
                .param(numbers.next(kind.name()))
                .param(kind.name())
                .param(division)
                .param(actor)
                .param(utc(now))
                .param(utc(from))
                .query(Long.class)
                .single();
        return Optional.of(byId(id));
    }

    /** @throws NotFound when there is no such session */
    ReviewSession byId(long id) {
        return jdbc.sql("select * from response.review_session where id = ?")
                .param(id)
                .query(ReviewSessions::session)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such session"));
    }

    void prepared(long id, String agenda, String highlights, @Nullable Instant scheduledFor) {
        jdbc.sql("update response.review_session set agenda = ?, highlights = ?, scheduled_for = ?, state = 'PREPARED',"
                        + " version = version + 1 where id = ?")
                .param(agenda)
                .param(highlights)
                .param(scheduledFor == null ? null : utc(scheduledFor))
                .param(id)
                .update();
    }

    void postponed(long id, String reason, String actor) {
        jdbc.sql("insert into response.session_postponement (session_id, reason, actor, at) values (?, ?, ?, ?)")
                .param(id)
                .param(reason)
                .param(actor)
                .param(utc(clock.instant()))
                .update();
        jdbc.sql("update response.review_session set state = 'OPEN', version = version + 1 where id = ?")
                .param(id)
                .update();
    }

    void held(long id, String minutes) {
        jdbc.sql("update response.review_session set minutes = ?, held_at = ?, state = 'HELD', version = version + 1"
                        + " where id = ?")
                .param(minutes)
                .param(utc(clock.instant()))
                .param(id)
                .update();
    }

    void rated(long id, RiskRating rating, String decidedBy) {
        jdbc.sql("update response.review_session set risk_rating = ?, decided_by = ? where id = ?")
                .param(rating.name())
                .param(decidedBy)
                .param(id)
                .update();
    }

    /** Publishing again changes nothing. */
    void published(long id) {
        jdbc.sql("update response.review_session set state = 'PUBLISHED', published_at = ?, version = version + 1"
                        + " where id = ? and state <> 'PUBLISHED'")
                .param(utc(clock.instant()))
                .param(id)
                .update();
    }

    /** @return the divisions that products are registered for */
    List<String> divisions() {
        return jdbc.sql("select distinct division from response.product order by 1")
                .query(String.class)
                .list();
    }

    static ReviewSession session(ResultSet row, int n) throws SQLException {
        String rating = row.getString("risk_rating");
        return new ReviewSession(
                row.getLong("id"),
                row.getString("number"),
                SessionKind.valueOf(row.getString("kind")),
                row.getString("division"),
                ReviewSession.State.valueOf(row.getString("state")),
                row.getString("opened_by"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("period_from").toInstant(),
                instant(row, "scheduled_for"),
                row.getString("agenda"),
                row.getString("highlights"),
                row.getString("minutes"),
                rating == null ? null : RiskRating.valueOf(rating),
                row.getString("decided_by"),
                instant(row, "held_at"),
                instant(row, "published_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
