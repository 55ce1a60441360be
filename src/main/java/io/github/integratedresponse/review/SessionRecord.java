package io.github.integratedresponse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said and decided in sessions: people, decisions, deep dives, accepted risks. */
@Component
class SessionRecord {

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionRecord(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void invite(long sessionId, Collection<SessionPerson> people) {
        jdbc.sql("update response.session_person set invited = false where session_id = ?")
                .param(sessionId)
                .update();
        people.forEach(person -> person(sessionId, person, "invited"));
    }

    void attended(long sessionId, Collection<SessionPerson> people) {
        people.forEach(person -> person(sessionId, person, "attended"));
    }

    private void person(long sessionId, SessionPerson person, String as) {
        jdbc.sql("insert into response.session_person (session_id, name, address, " + as + ") values (?, ?, ?, true)"
                        + " on conflict (session_id, name) do update set " + as + " = true,"
                        + " address = coalesce(excluded.address, session_person.address)")
                .param(sessionId)
                .param(person.name())
                .param(person.address())
                .update();
    }

    /** @return those who were invited, or with {@code attended} those who were there */
    List<SessionPerson> people(long sessionId, boolean attended) {
        return jdbc.sql("select name, address from response.session_person where session_id = ? and "
                        + (attended ? "attended" : "invited") + " order by name")
                .param(sessionId)
                .query((row, n) -> new SessionPerson(row.getString(1), row.getString(2)))
                .list();
    }

    /** Takes the place of what was decided before the session thought again. */
    void decide(long sessionId, Collection<SessionDecision> decisions) {
        jdbc.sql("delete from response.session_decision where session_id = ?")
                .param(sessionId)
                .update();
        decisions.forEach(decision -> jdbc.sql(
                        "insert into response.session_decision (session_id, decision, decided_by, at) values (?, ?, ?, ?)")
                .param(sessionId)
                .param(decision.decision())
                .param(decision.decidedBy())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update());
    }

    List<SessionDecision> decisions(long sessionId) {
        return jdbc.sql("select decision, decided_by from response.session_decision where session_id = ? order by id")
                .param(sessionId)
                .query((row, n) -> new SessionDecision(row.getString(1), row.getString(2)))
                .list();
    }

    /**
     * A look into one matter; what was found is there when it is done.
     *
     * @param question what it left open
     */
    record DeepDive(
            long id,
            String topic,
            String reason,
            String owner,
            @Nullable String question,
            @Nullable String findings,
            @Nullable String evidence,
            @Nullable String recommendation,
            @Nullable Instant doneAt) {}

    void dive(long sessionId, String topic, String reason, String owner) {
        jdbc.sql("insert into response.session_deep_dive (session_id, topic, reason, owner, chosen_at)"
                        + " values (?, ?, ?, ?, ?)")
                .param(sessionId)
                .param(topic)
                .param(reason)
                .param(owner)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What the joint decision still wants to know, beyond what this dive found. */
    void leftOpen(long diveId, String question) {
        jdbc.sql("update response.session_deep_dive set question = ? where id = ?")
                .param(question)
                .param(diveId)
                .update();
    }

    void found(long diveId, String findings, String evidence, String recommendation) {
        jdbc.sql("update response.session_deep_dive set findings = ?, evidence = ?, recommendation = ?, done_at = ?"
                        + " where id = ?")
                .param(findings)
                .param(evidence)
                .param(recommendation)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(diveId)
                .update();
    }

    List<DeepDive> dives(long sessionId) {
        return jdbc.sql("select * from response.session_deep_dive where session_id = ? order by id")
                .param(sessionId)
                .query(SessionRecord::dive)
                .list();
    }

    Optional<DeepDive> lastDive(long sessionId) {
        List<DeepDive> dives = dives(sessionId);
        return dives.isEmpty() ? Optional.empty() : Optional.of(dives.get(dives.size() - 1));
    }

    /** A risk the division lives with for a while. */
    record AcceptedRisk(
            long id,
            String title,
            String reason,
            @Nullable String productId,
            LocalDate until,
            String state,
            String proposedBy,
            @Nullable String signedBy,
            @Nullable String note) {}

    void proposeRisk(long sessionId, SessionRisk risk, String actor) {
        jdbc.sql(
                        "insert into response.session_accepted_risk (session_id, title, reason, product_id, until, proposed_by)"
                                + " values (?, ?, ?, ?, ?, ?)")
                .param(sessionId)
                .param(risk.title())
                .param(risk.reason())
                .param(risk.productId())
                .param(risk.until())
                .param(actor)
                .update();
    }

    void signRisks(long sessionId, boolean signed, @Nullable String note, String actor) {
        jdbc.sql("update response.session_accepted_risk set state = ?, note = ?, signed_by = ?, signed_at = ?"
                        + " where session_id = ? and state = 'PROPOSED'")
                .param(signed ? "SIGNED" : "REFUSED")
                .param(note)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(sessionId)
                .update();
    }

    List<AcceptedRisk> risks(long sessionId) {
        return jdbc.sql("select * from response.session_accepted_risk where session_id = ? order by id")
                .param(sessionId)
                .query(SessionRecord::risk)
                .list();
    }

    private static DeepDive dive(ResultSet row, int n) throws SQLException {
        var done = row.getTimestamp("done_at");
        return new DeepDive(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("reason"),
                row.getString("owner"),
                row.getString("question"),
                row.getString("findings"),
                row.getString("evidence"),
                row.getString("recommendation"),
                done == null ? null : done.toInstant());
    }

    private static AcceptedRisk risk(ResultSet row, int n) throws SQLException {
        return new AcceptedRisk(
                row.getLong("id"),
                row.getString("title"),
                row.getString("reason"),
                row.getString("product_id"),
                row.getObject("until", LocalDate.class),
                row.getString("state"),
                row.getString("proposed_by"),
                row.getString("signed_by"),
                row.getString("note"));
    }
}
