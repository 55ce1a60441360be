package io.github.integratedresponse.incident;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What triage found incidents to be, and the end of those that were none. */
@Component
class Verdicts {

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Closing closing;

    Verdicts(JdbcClient jdbc, Timeline timeline, Closing closing) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.closing = closing;
    }

    @Transactional
    void record(long incidentId, Verdict verdict, boolean reviewNominated, @Nullable String notes, String actor) {
        jdbc.sql(
                        "update response.incident set verdict = ?, review_nominated = review_nominated or ?, version = version + 1"
                                + " where id = ?")
                .param(verdict.name())
                .param(reviewNominated)
                .param(incidentId)
                .update();
        timeline.append(
                incidentId,
                "triaged",
                actor,
                "Verdict: " + verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (reviewNominated ? "; nominated for a Security LiveSite Review" : "")
                        + (notes == null ? "" : ". " + notes));
    }

    /** Keeps why nothing is to be done, and closes. One that is closed stays as it is. */
    @Transactional
    void close(long incidentId, ClosureReason reason) {
        jdbc.sql(
                        "update response.incident set closure_reason = ?, version = version + 1 where id = ? and stage <> 'CLOSED'")
                .param(reason.name())
                .param(incidentId)
                .update();
        closing.close(incidentId);
    }
}
