package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.ForDiagrams;
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

/** Eradication and recovery, product by product. A run is one instance of the remediation process. */
@Component
public class Remediations {

    private final JdbcClient jdbc;
    private final ProductOwners owners;
    private final Clock clock;

    Remediations(JdbcClient jdbc, ProductOwners owners, Clock clock) {
        this.jdbc = jdbc;
        this.owners = owners;
        this.clock = clock;
    }

    /** The affected products that this run has not verified yet: a branch each. Asked by the diagram. */
    @ForDiagrams
    public List<String> productIds(long incidentId, String run) {
        return jdbc.sql("select a.product_id from response.affected_product a where a.incident_id = ? and not exists"
                        + " (select 1 from response.remediation r where r.run = ? and r.product_id = a.product_id"
                        + " and r.state = 'VERIFIED') order by a.product_id")
                .param(incidentId)
                .param(run)
                .query(String.class)
                .list();
    }

    /** The accounts of whoever answers for a product: none where the registry names a person or team without one. Asked by the diagram. */
    @ForDiagrams
    public List<String> ownerAccounts(String productId) {
        return owners.accounts(productId);
    }

    /** @return whether it was opened now and not before */
    @Transactional
    boolean open(long incidentId, String productId, String run) {
        return jdbc.sql(
                                "insert into response.remediation (incident_id, product_id, run, state, lead, opened_at)"
                                        + " select ?, id, ?, 'OPEN', owner, ? from response.product where id = ? on conflict do nothing")
                        .param(incidentId)
                        .param(run)
                        .param(now())
                        .param(productId)
                        .update()
                == 1;
    }

    Remediation of(String run, String productId) {
        return jdbc.sql("select * from response.remediation where run = ? and product_id = ?")
                .param(run)
                .param(productId)
                .query(Remediations::remediation)
                .optional()
                .orElseThrow(() -> new NotFound("Product " + productId + " has no remediation in this run"));
    }

    /** @return the latest remediation of each product of the incident */
    List<Remediation> latest(long incidentId) {
        return jdbc.sql("select distinct on (product_id) * from response.remediation where incident_id = ?"
                        + " order by product_id, id desc")
                .param(incidentId)
                .query(Remediations::remediation)
                .list();
    }

    /** @return how the same product was remediated for the same incident before this run */
    Optional<Remediation> before(Remediation remediation) {
        return jdbc.sql("select * from response.remediation where incident_id = ? and product_id = ? and id < ?"
                        + " order by id desc limit 1")
                .param(remediation.incidentId())
                .param(remediation.productId())
                .param(remediation.id())
                .query(Remediations::remediation)
                .optional();
    }

    List<Remediation.Step> steps(long id) {
        return jdbc.sql("select * from response.remediation_step where remediation_id = ? order by position")
                .param(id)
                .query((row, n) -> new Remediation.Step(
                        row.getInt("position"),
                        Remediation.Phase.valueOf(row.getString("phase")),
                        row.getString("step"),
                        row.getString("done_by"),
                        row.getString("left_out")))
                .list();
    }

    @Transactional
    void plan(long id, String lead, String approach, String criterion, List<Remediation.Step> steps) {
        jdbc.sql(
                        "update response.remediation set state = 'PLANNED', lead = ?, approach = ?, criterion = ? where id = ?")
                .param(lead)
                .param(approach)
                .param(criterion)
                .param(id)
                .update();
        for (Remediation.Step step : steps) {
            jdbc.sql(
                            "insert into response.remediation_step (remediation_id, position, phase, step) values (?, ?, ?, ?)")
                    .param(id)
                    .param(step.position())
                    .param(step.phase().name())
                    .param(step.step())
                    .update();
        }
    }

    @Transactional
    void eradicated(long id, String outcome, String actor) {
        jdbc.sql("update response.remediation set state = 'ERADICATED', eradication = ?, eradicated_at = ?,"
                        + " eradicated_by = ? where id = ?")
                .param(outcome)
                .param(now())
                .param(actor)
                .param(id)
                .update();
    }

    @Transactional
    void recovered(long id, String outcome, Instant at, String actor) {
        jdbc.sql("update response.remediation set state = 'RECOVERED', recovery = ?, recovered_at = ?,"
                        + " recovered_by = ? where id = ?")
                .param(outcome)
                .param(at.atOffset(ZoneOffset.UTC))
                .param(actor)
                .param(id)
                .update();
    }

    @Transactional
    void found(long id, Remediation.Result result, String evidence, String actor) {
        boolean verified = result == Remediation.Result.VERIFIED;
        jdbc.sql(
                        "update response.remediation set state = ?, finding = ?, verified_at = ?, verified_by = ? where id = ?")
                .param(result.name())
                .param(evidence)
                .param(verified ? now() : null)
                .param(verified ? actor : null)
                .param(id)
                .update();
    }

    /** Keeps for each step of a phase whether it was done, or why it was left out. */
    @Transactional
    void steps(long id, Remediation.Phase phase, List<Integer> done, @Nullable String leftOut, String actor) {
        for (Remediation.Step step : Remediation.of(phase, steps(id))) {
            boolean isDone = done.contains(step.position());
            jdbc.sql("update response.remediation_step set done_at = ?, done_by = ?, left_out = ?"
                            + " where remediation_id = ? and position = ?")
                    .param(isDone ? now() : null)
                    .param(isDone ? actor : null)
                    .param(isDone ? null : leftOut)
                    .param(id)
                    .param(step.position())
                    .update();
        }
    }

    /** Ends whatever of a run is not verified, because containment was lost. */
    @Transactional
    void interrupt(String run) {
        jdbc.sql("update response.remediation set state = 'INTERRUPTED'"
                        + " where run = ? and state not in ('VERIFIED', 'RECURRED')")
                .param(run)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Remediation remediation(ResultSet row, int n) throws SQLException {
        return new Remediation(
                row.getLong("id"),
                row.getLong("incident_id"),
                row.getString("product_id"),
                Remediation.State.valueOf(row.getString("state")),
                row.getString("lead"),
                row.getString("approach"),
                row.getString("criterion"),
                row.getString("eradication"),
                row.getString("recovery"),
                row.getString("finding"),
                instant(row.getTimestamp("eradicated_at")),
                row.getString("eradicated_by"),
                instant(row.getTimestamp("recovered_at")),
                row.getString("recovered_by"),
                instant(row.getTimestamp("verified_at")),
                row.getString("verified_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
