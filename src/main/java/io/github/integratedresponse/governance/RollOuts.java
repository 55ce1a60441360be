package io.github.integratedresponse.governance;

import io.github.integratedresponse.process.ForDiagrams;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How baselines are rolled out, division by division. */
@Component
public class RollOuts {

    private static final String SELECT =
            "select id, baseline_id, division, state, progress, evidence, exception_reason,"
                    + " exception_until, answered_by from response.roll_out ";

    private final JdbcClient jdbc;
    private final Impact impact;
    private final Clock clock;

    RollOuts(JdbcClient jdbc, Impact impact, Clock clock) {
        this.jdbc = jdbc;
        this.impact = impact;
        this.clock = clock;
    }

    /**
     * The roll-out of a baseline in one division.
     *
     * @param state {@code OPEN}, {@code DONE}, or {@code EXCEPTION} where some products may stay behind for a time
     * @param progress in percent of the products
     */
    public record RollOut(
            long id,
            long baselineId,
            String division,
            String state,
            int progress,
            @Nullable String evidence,
            @Nullable String exceptionReason,
            @Nullable LocalDate exceptionUntil,
            @Nullable String answeredBy) {}

    /** Opens one in each division with products in scope. Opening again changes nothing. */
    @Transactional
    void open(Baseline baseline) {
        for (Impact.OnDivision division : impact.of(baseline.id())) {
            jdbc.sql("insert into response.roll_out (baseline_id, division) values (?, ?) on conflict do nothing")
                    .param(baseline.id())
                    .param(division.division())
                    .update();
        }
    }

    /** @return ids of the roll-outs that no division has answered yet, which the diagram makes one task each of */
    @ForDiagrams
    public List<Long> openIdsOf(Long baselineId) {
        return jdbc.sql("select id from response.roll_out where baseline_id = ? and state = 'OPEN' order by division")
                .param(baselineId)
                .query(Long.class)
                .list();
    }

    RollOut byId(long id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(RollOut.class).single();
    }

    /** @return by division */
    List<RollOut> of(long baselineId) {
        return jdbc.sql(SELECT + "where baseline_id = ? order by division")
                .param(baselineId)
                .query(RollOut.class)
                .list();
    }

    @Transactional
    void answer(
            long id,
            int progress,
            @Nullable String evidence,
            @Nullable String exceptionReason,
            @Nullable LocalDate exceptionUntil,
            String actor) {
        jdbc.sql(
                        "update response.roll_out set state = ?, progress = ?, evidence = ?, exception_reason = ?, exception_until = ?,"
                                + " answered_by = ?, answered_at = ? where id = ?")
                .param(progress == 100 ? "DONE" : "EXCEPTION")
                .param(progress)
                .param(evidence)
                .param(exceptionReason)
                .param(exceptionUntil)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
    }
}
