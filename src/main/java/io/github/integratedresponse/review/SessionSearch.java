package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Narrowing;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds sessions for the API. */
@Component
class SessionSearch {

    private final JdbcClient jdbc;
    private final SessionRecord record;
    private final ProposedRepairItems proposals;
    private final SessionSnapshots snapshots;

    SessionSearch(JdbcClient jdbc, SessionRecord record, ProposedRepairItems proposals, SessionSnapshots snapshots) {
        this.jdbc = jdbc;
        this.record = record;
        this.proposals = proposals;
        this.snapshots = snapshots;
    }

    /** A session in a list. */
    record Line(
            String number,
            SessionKind kind,
            @Nullable String division,
            ReviewSession.State state,
            Instant openedAt,
            @Nullable Instant scheduledFor,
            @Nullable Instant heldAt,
            @Nullable RiskRating riskRating) {}

    Page<Line> page(
            @Nullable SessionKind kind,
            @Nullable String division,
            ReviewSession.@Nullable State state,
            PageRequest asked) {
        return new Narrowing()
                .with("kind = ?", kind)
                .with("division = ?", division)
                .with("state = ?", state)
                .page(jdbc, "*", "response.review_session", "opened_at desc, id desc", asked, ReviewSessions::session)
                .map(session -> new Line(
                        session.number(),
                        session.kind(),
                        session.division(),
                        session.state(),
                        session.openedAt(),
                        session.scheduledFor(),
                        session.heldAt(),
                        session.riskRating()));
    }

    Optional<SessionView> byNumber(String number) {
        return jdbc.sql("select * from response.review_session where number = ?")
                .param(number)
                .query(ReviewSessions::session)
                .optional()
                .map(session -> SessionView.of(
                        session,
                        record,
                        proposals.ofSession(session.id()),
                        snapshots.latest(session.id()).orElse(null)));
    }
}
