package io.github.integratedresponse.governance;

import io.github.integratedresponse.governance.Baseline.AdoptionOutcome;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Measures how many products in scope of a published baseline meet it, and keeps every measurement. */
@Component
class Adoption {

    private final JdbcClient jdbc;
    private final Posture posture;
    private final Clock clock;
    private final double target;

    Adoption(
            JdbcClient jdbc,
            Posture posture,
            Clock clock,
            @Value("${integrated-response.governance.adoption-target:0.9}") double target) {
        if (!(target > 0 && target <= 1)) {
            throw new IllegalArgumentException(
                    "integrated-response.governance.adoption-target must be above 0 and at most 1");
        }
        this.jdbc = jdbc;
        this.posture = posture;
        this.clock = clock;
        this.target = target;
    }

    record Measurement(Instant measuredAt, int adopted, int inScope) {

        /** 0 to 1; where nothing is in scope, there is nothing left to adopt. */
        double share() {
            return inScope == 0 ? 1 : (double) adopted / inScope;
        }
    }

    /** The share, 0 to 1, at which a baseline counts as adopted. */
    double target() {
        return target;
    }

    boolean reached(Measurement measurement) {
        return measurement.share() >= target;
    }

    @Transactional
    public Measurement measure(Baseline baseline) {
        List<Posture.Division> divisions = posture.sincePublication(baseline);
        Measurement measured = new Measurement(
                clock.instant(),
                divisions.stream().mapToInt(Posture.Division::meeting).sum(),
                divisions.stream().mapToInt(Posture.Division::inScope).sum());
        jdbc.sql("insert into response.adoption (baseline_id, measured_at, adopted, in_scope) values (?, ?, ?, ?)")
                .param(baseline.id())
                .param(measured.measuredAt().atOffset(ZoneOffset.UTC))
                .param(measured.adopted())
                .param(measured.inScope())
                .update();
        return measured;
    }

    /** @return every measurement, oldest first */
    List<Measurement> of(long baselineId) {
        return jdbc.sql(
                        "select measured_at, adopted, in_scope from response.adoption where baseline_id = ? order by id")
                .param(baselineId)
                .query((row, n) -> new Measurement(
                        row.getTimestamp("measured_at").toInstant(), row.getInt("adopted"), row.getInt("in_scope")))
                .list();
    }

    Optional<Measurement> last(long baselineId) {
        List<Measurement> all = of(baselineId);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Transactional
    public void settle(long baselineId, AdoptionOutcome outcome, @Nullable String reason) {
        jdbc.sql("update response.baseline set adoption_outcome = ?, adoption_reason = ?, adopted_at = ?"
                        + " where id = ? and adopted_at is null")
                .param(outcome.name())
                .param(reason)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(baselineId)
                .update();
    }
}
