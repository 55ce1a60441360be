package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restricting.Ground;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A responder says what the incident is, how bad it is, and what it hits. */
@Component
class TriageIncidentForm implements TaskForm<Triage> {

    private final Incidents incidents;
    private final IncidentFacts facts;
    private final AffectedProducts products;
    private final SeverityOverrides overrides;
    private final Verdicts verdicts;
    private final Duplicates duplicates;
    private final ResponseView view;
    private final Confidentiality confidentiality;

    TriageIncidentForm(
            Incidents incidents,
            IncidentFacts facts,
            AffectedProducts products,
            SeverityOverrides overrides,
            Verdicts verdicts,
            Duplicates duplicates,
            ResponseView view,
            Confidentiality confidentiality) {
        this.incidents = incidents;
        this.facts = facts;
        this.products = products;
        this.overrides = overrides;
        this.verdicts = verdicts;
        this.duplicates = duplicates;
        this.view = view;
        this.confidentiality = confidentiality;
    }

    @Override
    public String id() {
        return "triage-incident";
    }

    @Override
    public Class<Triage> type() {
        return Triage.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        Facts known = facts.latest(incidentId);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("patternNotice", view.patternNotice(incidentId));
        shown.put("signals", view.signals(incidentId));
        shown.put("similar", view.similar(incidentId));
        shown.put("productOptions", view.productOptions());
        shown.put("affectedProducts", view.affectedProducts(incidentId));
        shown.put("functionalImpact", known.functionalImpact().name());
        shown.put("scope", known.scope().name());
        shown.put("exploitation", known.exploitation().name());
        shown.put("dataAtRisk", known.dataAtRisk().name());
        shown.put("tlp", incidents.byId(incidentId).tlp().name());
        shown.put("reviewNominated", incidents.byId(incidentId).reviewNominated());
        return shown;
    }

    @Override
    public void check(Triage triage, TaskContext task, Problems problems) {
        if (triage.verdict() == Verdict.DUPLICATE) {
            checkDuplicate(triage, task, problems);
        }
        if (triage.needsNoResponse()) {
            problems.addIf(
                    triage.closureReason() == null || !triage.closureReason().explains(triage.verdict()),
                    "closureReason",
                    "choose a reason that fits the verdict " + Shown.words(triage.verdict()));
            problems.addIf(triage.notes() == null, "notes", "say how you know that nothing is to be done");
        }
        Set<String> unknown = view.unknownProducts(triage.affectedProducts());
        problems.addIf(
                !unknown.isEmpty(), "affectedProducts", "the registry doesn't know " + String.join(", ", unknown));
        if (triage.severityOverride() != null) {
            problems.addIf(triage.overrideReason() == null, "overrideReason", "say why the table is wrong here");
            if (task.variable("severityFloor") instanceof String floor) {
                problems.addIf(
                        Severity.valueOf(floor).isWorseThan(triage.severityOverride()),
                        "severityOverride",
                        "may not be milder than " + floor + ", which the known pattern sets");
            }
        }
    }

    private void checkDuplicate(Triage triage, TaskContext task, Problems problems) {
        if (triage.duplicateOf() == null) {
            problems.add("duplicateOf", "give the number of the other incident, such as INC-2026-000123");
            return;
        }
        incidents
                .known(number(triage.duplicateOf()))
                .ifPresentOrElse(
                        other -> duplicates
                                .obstacle(incidents.byId(task.number("incidentId")), other)
                                .ifPresent(words -> problems.add("duplicateOf", words)),
                        () -> problems.add("duplicateOf", "there is no incident " + triage.duplicateOf()));
    }

    @Override
    public void accept(Triage triage, TaskContext task) {
        long incidentId = task.number("incidentId");
        products.replace(incidentId, triage.affectedProducts(), "triage");
        facts.state(
                incidentId,
                Facts.stated(
                        triage.functionalImpact(),
                        triage.scope(),
                        triage.exploitation(),
                        triage.dataAtRisk(),
                        facts.latest(incidentId)),
                "triage",
                task.actor());
        if (triage.severityOverride() != null) {
            overrides.set(
                    incidentId,
                    triage.severityOverride(),
                    Objects.requireNonNull(triage.overrideReason()),
                    task.actor());
        }
        mark(incidentId, triage, task.actor());
        verdicts.record(incidentId, triage.verdict(), triage.reviewNominated(), triage.notes(), task.actor());
        task.set("verdict", triage.verdict().name());
        if (triage.needsNoResponse()) {
            task.set(
                    "closureReason",
                    Objects.requireNonNull(triage.closureReason()).name());
        }
        if (triage.verdict() == Verdict.DUPLICATE) {
            task.set(
                    "duplicateOfId",
                    incidents
                            .byNumber(number(Objects.requireNonNull(triage.duplicateOf())))
                            .orElseThrow()
                            .id());
        }
    }

    /** TLP:RED is for the people named in one exchange only (FIRST, TLP 2.0), so it restricts by itself. */
    private void mark(long incidentId, Triage triage, String actor) {
        Tlp tlp = triage.tlp();
        if (tlp != null && tlp != incidents.byId(incidentId).tlp()) {
            confidentiality.mark(incidentId, tlp, actor);
        }
        if (tlp == Tlp.RED) {
            confidentiality.restrict(incidents.byId(incidentId), Ground.TLP_RED, "Marked TLP:RED at triage", actor);
        } else if (triage.confidential()) {
            confidentiality.restrict(
                    incidents.byId(incidentId), Ground.CONFIDENTIAL, "Marked confidential at triage", actor);
        }
    }

    private static String number(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }
}
