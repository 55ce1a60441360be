package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One round of the investigation: what was found, and whether everything the attacker reached is known. */
@Component
class InvestigateIncidentForm implements TaskForm<InvestigateIncidentForm.Round> {

    record Round(
            @NotNull(message = "say what you found, even if it is nothing") String findings,
            List<String> addedProducts,
            @Nullable FunctionalImpact functionalImpact,
            @Nullable AffectedScope scope,
            @Nullable Exploitation exploitation,
            @Nullable DataAtRisk dataAtRisk,
            @NotNull(message = "say whether the scope is known") Boolean scopeKnown,
            boolean moreToContain,
            @Nullable String nextHypotheses) {}

    private final Incidents incidents;
    private final IncidentFacts facts;
    private final Investigations investigations;
    private final ResponseView view;

    InvestigateIncidentForm(
            Incidents incidents, IncidentFacts facts, Investigations investigations, ResponseView view) {
        this.incidents = incidents;
        this.facts = facts;
        this.investigations = investigations;
        this.view = view;
    }

    @Override
    public String id() {
        return "investigate-incident";
    }

    @Override
    public Class<Round> type() {
        return Round.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        Facts known = facts.latest(incidentId);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("bridgeNotice", view.bridgeNotice(incidentId));
        shown.put("rounds", rounds(incidentId));
        shown.put("signals", view.signals(incidentId));
        shown.put("productOptions", view.productOptions());
        shown.put("functionalImpact", known.functionalImpact().name());
        shown.put("scope", known.scope().name());
        shown.put("exploitation", known.exploitation().name());
        shown.put("dataAtRisk", known.dataAtRisk().name());
        return shown;
    }

    private List<Map<String, Object>> rounds(long incidentId) {
        return investigations.of(incidentId).stream()
                .map(round -> Map.<String, Object>of(
                        "at", Shown.at(round.at()),
                        "by", round.actor(),
                        "findings", round.findings(),
                        "hypotheses", Objects.requireNonNullElse(round.hypotheses(), "")))
                .toList();
    }

    @Override
    public void check(Round round, TaskContext task, Problems problems) {
        Set<String> unknown = view.unknownProducts(round.addedProducts());
        problems.addIf(!unknown.isEmpty(), "addedProducts", "the registry doesn't know " + String.join(", ", unknown));
        problems.addIf(
                !round.scopeKnown() && round.nextHypotheses() == null,
                "nextHypotheses",
                "say what to look at next, while the scope is not known");
    }

    @Override
    public void accept(Round round, TaskContext task) {
        long incidentId = task.number("incidentId");
        incidents.addAffectedProducts(incidentId, round.addedProducts(), "investigation");
        Facts before = facts.latest(incidentId);
        Facts now =
                Facts.stated(round.functionalImpact(), round.scope(), round.exploitation(), round.dataAtRisk(), before);
        if (!now.equals(before)) {
            facts.state(incidentId, now, "investigation", task.actor());
        }
        investigations.add(incidentId, round.findings(), round.scopeKnown(), round.nextHypotheses(), task.actor());
        if (round.moreToContain()) {
            // a containment that is verified later covers it
            task.set("moreToContain", true);
        }
        task.set("scopeKnown", round.scopeKnown());
    }
}
