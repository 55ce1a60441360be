package io.github.integratedresponse.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The figures of sessions as they were when they were taken; they are never counted anew. */
@Component
class SessionSnapshots {

    private final JdbcClient jdbc;
    private final ObjectProvider<SessionFigures> figures;
    private final ObjectMapper json;
    private final Clock clock;

    SessionSnapshots(JdbcClient jdbc, ObjectProvider<SessionFigures> figures, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.json = json;
        this.clock = clock;
    }

    /** Figures and when they were taken. */
    record Snapshot(Instant takenAt, Map<String, Object> figures) {

        /** @return the rows of a table among the figures; none when it isn't there */
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> rows(String name) {
            return figures.get(name) instanceof List<?> rows ? (List<Map<String, Object>>) rows : List.of();
        }
    }

    void take(ReviewSession session) {
        Instant now = clock.instant();
        SessionScope scope = new SessionScope(session.kind(), session.division(), session.periodFrom(), now);
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("from", scope.from().toString());
        taken.put("to", now.toString());
        figures.orderedStream().forEach(some -> taken.putAll(some.of(scope)));
        jdbc.sql("insert into response.session_snapshot (session_id, taken_at, figures) values (?, ?, ?::jsonb)")
                .param(session.id())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(text(taken))
                .update();
    }

    /** @return the figures taken last */
    Optional<Snapshot> latest(long sessionId) {
        return jdbc.sql("select taken_at, figures::text as figures from response.session_snapshot where session_id = ?"
                        + " order by id desc limit 1")
                .param(sessionId)
                .query(this::snapshot)
                .optional();
    }

    private Snapshot snapshot(ResultSet row, int n) throws SQLException {
        try {
            return new Snapshot(
                    row.getTimestamp("taken_at").toInstant(),
                    json.readValue(row.getString("figures"), new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(Map<String, Object> taken) {
        try {
            return json.writeValueAsString(taken);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
