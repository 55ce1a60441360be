package io.github.integratedresponse.incident;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Settles an incident's severity between the decision table, the floor that a known pattern sets, and the word of a person. */
@Component
class SettledSeverity {

    private final Incidents incidents;
    private final SeverityOverrides overrides;
    private final Timeline timeline;
    private final JdbcClient jdbc;

    SettledSeverity(Incidents incidents, SeverityOverrides overrides, Timeline timeline, JdbcClient jdbc) {
        this.incidents = incidents;
        this.overrides = overrides;
        this.timeline = timeline;
        this.jdbc = jdbc;
    }

    private record Settled(Severity severity, String rule, String reason, String actor) {}

    /**
     * @param assessed what the decision table says, {@code null} when none of its rules matches
     * @param floor the severity that a known pattern sets, {@code null} when none matches
     * @return the severity that stands now
     */
    @Transactional
    Severity settle(long incidentId, @Nullable Severity assessed, @Nullable String rule, @Nullable Severity floor) {
        Severity current = incidents.byId(incidentId).severity();
        if (assessed == null && floor == null) {
            timeline.append(
                    incidentId,
                    "severity",
                    "system",
                    "No rule of the severity decision matches; " + current + " stays");
            return current;
        }
        Settled asked = byTableAndFloor(assessed, rule, floor);
        Settled settled = overrides
                .standing(incidentId)
                .map(override -> byOverride(incidentId, override, asked))
                .orElse(asked);
        if (settled.severity() != current || !everDecided(incidentId)) {
            incidents.changeSeverity(incidentId, settled.severity(), settled.rule(), settled.reason(), settled.actor());
        }
        return settled.severity();
    }

    private static Settled byTableAndFloor(
            @Nullable Severity assessed, @Nullable String rule, @Nullable Severity floor) {
        if (assessed != null && (floor == null || !floor.isWorseThan(assessed))) {
            return new Settled(assessed, String.valueOf(rule), "rule " + rule, "system");
        }
        return new Settled(
                floor == null ? Severity.SEV4 : floor, "known-pattern", "floor of a known pattern", "system");
    }

    /** An override stands against what it overruled. When the facts make the table say something else, the table counts again. */
    private Settled byOverride(long incidentId, SeverityOverrides.StandingOverride override, Settled asked) {
        if (override.overruled() == null) {
            overrides.overrule(override, asked.severity());
        } else if (override.overruled() != asked.severity()) {
            overrides.end(override);
            timeline.append(
                    incidentId,
                    "severity",
                    "system",
                    "New facts: the override to " + override.severity() + " no longer stands");
            return asked;
        }
        return new Settled(override.severity(), "override", override.reason(), override.actor());
    }

    private boolean everDecided(long incidentId) {
        return jdbc.sql(
                        "select exists (select 1 from response.severity_change where incident_id = ? and rule <> 'initial')")
                .param(incidentId)
                .query(Boolean.class)
                .single();
    }
}
