package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds sessions for the API. */
@Component
class SessionSearch {

    private static final String FILTERED = " from response.review_session"
            + " where (cast(:kind as text) is null or kind = :kind)"
            + " and (cast(:division as text) is null or division = :division)"
            + " and (cast(:state as text) is null or state = :state)";

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
        Map<String, @Nullable Object> filter = new HashMap<>();
        filter.put("kind", kind == null ? null : kind.name());
        filter.put("division", division);
        filter.put("state", state == null ? null : state.name());
        long total = jdbc.sql("select count(*)" + FILTERED)
                .params(filter)
                .query(Long.class)
                .single();
        List<Line> lines = jdbc
                .sql("select *" + FILTERED + " order by opened_at desc, id desc limit :size offset :offset")
                .params(filter)
                .param("size", asked.size())
                .param("offset", asked.offset())
                .query(ReviewSessions::session)
                .list()
                .stream()
                .map(session -> new Line(
                        session.number(),
                        session.kind(),
                        session.division(),
                        session.state(),
                        session.openedAt(),
                        session.scheduledFor(),
                        session.heldAt(),
                        session.riskRating()))
                .toList();
        return Page.of(lines, asked, total);
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
