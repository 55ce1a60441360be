package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.process.TransactionMemory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is known of each incident that decides whom it must be told to. */
@Component
class Obligations {

    private final JdbcClient jdbc;
    private final Organisation organisation;
    private final Restrictions restrictions;
    private final Clock clock;
    private final TransactionMemory<Long, Optional<ObligationFacts>> known = new TransactionMemory<>();

    Obligations(JdbcClient jdbc, Organisation organisation, Restrictions restrictions, Clock clock) {
        this.jdbc = jdbc;
        this.organisation = organisation;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /** @return what was assessed last; until somebody has, what the organisation is, aware since the incident was opened */
    ObligationFacts of(Incident incident) {
        return assessed(incident.id())
                .orElseGet(() -> new ObligationFacts(
                        incident.openedAt(),
                        null,
                        null,
                        false,
                        false,
                        organisation.essentialOrImportantEntity(),
                        organisation.financialEntity(),
                        organisation.listedCompany(),
                        false,
                        false,
                        false));
    }

    /** @return the reasoning of the last assessment; empty while there is none */
    String reasoning(long incidentId) {
        return jdbc.sql("select reasoning from response.obligations where incident_id = ?")
                .param(incidentId)
                .query(String.class)
                .optional()
                .orElse("");
    }

    @Transactional
    void record(long incidentId, ObligationFacts facts, String reasoning, String actor) {
        jdbc.sql("insert into response.obligations (incident_id, aware_at, classified_at, material_at, personal_data,"
                        + " eu_personal_data, essential_or_important_entity, financial_entity, listed_company,"
                        + " exploited_vulnerability, customers_affected, partners_affected, reasoning, assessed_by, assessed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (incident_id) do update set"
                        + " aware_at = excluded.aware_at, classified_at = excluded.classified_at,"
                        + " material_at = excluded.material_at, personal_data = excluded.personal_data,"
                        + " eu_personal_data = excluded.eu_personal_data,"
                        + " essential_or_important_entity = excluded.essential_or_important_entity,"
                        + " financial_entity = excluded.financial_entity, listed_company = excluded.listed_company,"
                        + " exploited_vulnerability = excluded.exploited_vulnerability,"
                        + " customers_affected = excluded.customers_affected, partners_affected = excluded.partners_affected,"
                        + " reasoning = excluded.reasoning, assessed_by = excluded.assessed_by,"
                        + " assessed_at = excluded.assessed_at")
                .param(incidentId)
                .param(utc(facts.awareAt()))
                .param(utc(facts.classifiedAt()))
                .param(utc(facts.materialAt()))
                .param(facts.personalData())
                .param(facts.euPersonalData())
                .param(facts.essentialOrImportantEntity())
                .param(facts.financialEntity())
                .param(facts.listedCompany())
                .param(facts.exploitedVulnerability())
                .param(facts.customersAffected())
                .param(facts.partnersAffected())
                .param(reasoning)
                .param(actor)
                .param(utc(clock.instant()))
                .update();
        known.get().remove(incidentId);
    }

    /**
     * Lets one incident know what was known of another that was merged into it.
     *
     * @return whether that changed anything
     */
    @Transactional
    boolean join(Incident from, Incident into) {
        ObligationFacts before = of(into);
        ObligationFacts both = before.and(of(from));
        if (both.equals(before)) {
            return false;
        }
        // why it was assessed so may tell more of a restricted incident than those who work on the other may know
        String also = restrictions.restricted(from.id()) ? "" : reasoning(from.id());
        record(
                into.id(),
                both,
                "%s%nWith what was known of %s. %s"
                        .formatted(reasoning(into.id()), restrictions.publicName(from.id(), from.number()), also)
                        .strip(),
                "system");
        return true;
    }

    private Optional<ObligationFacts> assessed(long incidentId) {
        return known.get().computeIfAbsent(incidentId, this::asked);
    }

    private Optional<ObligationFacts> asked(long incidentId) {
        return jdbc.sql("select * from response.obligations where incident_id = ?")
                .param(incidentId)
                .query(Obligations::facts)
                .optional();
    }

    private static ObligationFacts facts(ResultSet row, int n) throws SQLException {
        return new ObligationFacts(
                row.getTimestamp("aware_at").toInstant(),
                instant(row.getTimestamp("classified_at")),
                instant(row.getTimestamp("material_at")),
                row.getBoolean("personal_data"),
                row.getBoolean("eu_personal_data"),
                row.getBoolean("essential_or_important_entity"),
                row.getBoolean("financial_entity"),
                row.getBoolean("listed_company"),
                row.getBoolean("exploited_vulnerability"),
                row.getBoolean("customers_affected"),
                row.getBoolean("partners_affected"));
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
