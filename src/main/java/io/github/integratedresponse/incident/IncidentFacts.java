package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.ForDiagrams;
import io.github.integratedresponse.process.TransactionMemory;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The facts that decisions about an incident read, fresh from the record: {@code ${incidentFacts.scope(incidentId)}}. */
@Component
public class IncidentFacts {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionMemory<Long, Facts> stated = new TransactionMemory<>();

    IncidentFacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @ForDiagrams
    public String functionalImpact(long incidentId) {
        return latest(incidentId).functionalImpact().name();
    }

    @ForDiagrams
    public String scope(long incidentId) {
        return latest(incidentId).scope().name();
    }

    @ForDiagrams
    public String exploitation(long incidentId) {
        return latest(incidentId).exploitation().name();
    }

    @ForDiagrams
    public String dataAtRisk(long incidentId) {
        return latest(incidentId).dataAtRisk().name();
    }

    /** @return 0 to 3 of the most critical affected product, {@code null} when none is known */
    @ForDiagrams
    public @Nullable Integer productTier(long incidentId) {
        return jdbc
                .sql("select min(p.tier) as tier from response.affected_product a"
                        + " join response.product p on p.id = a.product_id where a.incident_id = ?")
                .param(incidentId)
                .query((row, n) -> row.getObject("tier") == null ? -1 : row.getInt("tier"))
                .list()
                .stream()
                .filter(tier -> tier >= 0)
                .findFirst()
                .orElse(null);
    }

    /** @return the worst severity that the sources gave, as an OCSF id from 0 (they don't say) to 6 (fatal) */
    @ForDiagrams
    public int signalSeverity(long incidentId) {
        return jdbc.sql(
                        "select coalesce(max(s.severity_id), 0) from response.incident_signal l"
                                + " join response.signal s on s.id = l.signal_id where l.incident_id = ? and s.severity_id <= 6")
                .param(incidentId)
                .query(Integer.class)
                .single();
    }

    /** What people stated last; everything unknown before anyone did. A step decides by one and the same statement. */
    public Facts latest(long incidentId) {
        return stated.get().computeIfAbsent(incidentId, this::asked);
    }

    private Facts asked(long incidentId) {
        return jdbc.sql("select * from response.incident_facts where incident_id = ? order by id desc limit 1")
                .param(incidentId)
                .query((row, n) -> new Facts(
                        FunctionalImpact.valueOf(row.getString("functional_impact")),
                        AffectedScope.valueOf(row.getString("scope")),
                        Exploitation.valueOf(row.getString("exploitation")),
                        DataAtRisk.valueOf(row.getString("data_at_risk"))))
                .optional()
                .orElse(Facts.UNKNOWN);
    }

    /** @param statedIn {@code triage} or {@code investigation} */
    @Transactional
    void state(long incidentId, Facts facts, String statedIn, String actor) {
        jdbc.sql(
                        "insert into response.incident_facts (incident_id, functional_impact, scope, exploitation, data_at_risk,"
                                + " stated_in, actor, at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(incidentId)
                .param(facts.functionalImpact().name())
                .param(facts.scope().name())
                .param(facts.exploitation().name())
                .param(facts.dataAtRisk().name())
                .param(statedIn)
                .param(actor)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        stated.get().remove(incidentId);
    }
}
