package io.github.integratedresponse.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.review.BoardDecision.Decision;
import io.github.integratedresponse.review.BoardDecision.ReturnTo;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What boards decided, round by round, each with the review as the board saw it. Nothing of it is ever changed. */
@Component
class BoardDecisions {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final CausalTrees trees;
    private final RootCauses causes;
    private final ProposedRepairItems items;
    private final Clock clock;

    BoardDecisions(
            JdbcClient jdbc,
            ObjectMapper json,
            CausalTrees trees,
            RootCauses causes,
            ProposedRepairItems items,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.trees = trees;
        this.causes = causes;
        this.items = items;
        this.clock = clock;
    }

    @Transactional
    void record(
            long reviewId,
            Decision decision,
            @Nullable ReturnTo returnTo,
            @Nullable String questions,
            @Nullable String comment,
            String actor) {
        jdbc.sql("insert into response.board_decision (review_id, round, decision, return_to, questions, comment, seen,"
                        + " decided_by, decided_at) select ?, 1 + coalesce(max(round), 0), ?, ?, ?, ?, cast(? as jsonb), ?, ?"
                        + " from response.board_decision where review_id = ?")
                .param(reviewId)
                .param(decision.name())
                .param(returnTo == null ? null : returnTo.name())
                .param(questions)
                .param(comment)
                .param(seen(reviewId))
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(reviewId)
                .update();
    }

    private String seen(long reviewId) {
        try {
            return json.writeValueAsString(Map.of(
                    "whys", trees.of(reviewId).whys(),
                    "rootCauses", causes.ofReview(reviewId),
                    "leftWithoutRepair", causes.leftWithoutRepair(reviewId),
                    "repairItems", items.ofReview(reviewId)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return every decision about the review, first round first */
    List<BoardDecision> of(long reviewId) {
        return jdbc.sql("select * from response.board_decision where review_id = ? order by round")
                .param(reviewId)
                .query((row, n) -> {
                    String returnTo = row.getString("return_to");
                    return new BoardDecision(
                            row.getInt("round"),
                            Decision.valueOf(row.getString("decision")),
                            returnTo == null ? null : ReturnTo.valueOf(returnTo),
                            row.getString("questions"),
                            row.getString("comment"),
                            row.getString("decided_by"),
                            row.getTimestamp("decided_at").toInstant());
                })
                .list();
    }
}
