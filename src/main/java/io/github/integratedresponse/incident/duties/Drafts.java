package io.github.integratedresponse.incident.duties;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The drafts of each duty; an old one stays when a new one is made. */
@Component
class Drafts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Draft> latest(long dutyId) {
        return jdbc.sql("select * from response.notification_draft where duty_id = ? order by version desc limit 1")
                .param(dutyId)
                .query(Drafts::draft)
                .optional();
    }

    @Transactional
    void add(long dutyId, Draft.Way way, List<String> recipients, String subject, String body, String actor) {
        jdbc.sql(
                        "insert into response.notification_draft (duty_id, version, channel, recipients, subject, body, drafted_by,"
                                + " drafted_at) select ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ?"
                                + " from response.notification_draft where duty_id = ?")
                .param(dutyId)
                .param(way.name())
                .param(recipients.toArray(String[]::new))
                .param(subject)
                .param(body)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(dutyId)
                .update();
    }

    @Transactional
    void decided(long draftId, Draft.Outcome outcome, @Nullable String comment, String actor) {
        jdbc.sql(
                        "update response.notification_draft set outcome = ?, comment = ?, decided_by = ?, decided_at = ? where id = ?")
                .param(outcome.name())
                .param(comment)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(draftId)
                .update();
    }

    @Transactional
    void keptAs(long draftId, long messageId) {
        jdbc.sql("update response.notification_draft set message_id = ? where id = ?")
                .param(messageId)
                .param(draftId)
                .update();
    }

    private static Draft draft(ResultSet row, int n) throws SQLException {
        return new Draft(
                row.getLong("id"),
                row.getInt("version"),
                Draft.Way.valueOf(row.getString("channel")),
                List.of((String[]) row.getArray("recipients").getArray()),
                row.getString("subject"),
                row.getString("body"),
                row.getString("drafted_by"),
                row.getString("comment"),
                row.getObject("message_id", Long.class));
    }
}
