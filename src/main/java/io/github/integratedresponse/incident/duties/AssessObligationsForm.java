package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records what decides whom an incident must be told to; duties that run already follow what was corrected. */
@Component
class AssessObligationsForm implements TaskForm<AssessObligations> {

    private final Incidents incidents;
    private final Obligations obligations;
    private final Duties duties;
    private final Timeline timeline;
    private final Clock clock;

    AssessObligationsForm(Incidents incidents, Obligations obligations, Duties duties, Timeline timeline, Clock clock) {
        this.incidents = incidents;
        this.obligations = obligations;
        this.duties = duties;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "assess-obligations";
    }

    @Override
    public Class<AssessObligations> type() {
        return AssessObligations.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        ObligationFacts facts = obligations.of(incidents.byId(incidentId));
        Map<String, Object> shown = new HashMap<>();
        shown.put("awareAt", facts.awareAt().toString());
        putIfKnown(shown, "classifiedAt", facts.classifiedAt());
        putIfKnown(shown, "materialAt", facts.materialAt());
        shown.put("personalData", facts.personalData());
        shown.put("euPersonalData", facts.euPersonalData());
        shown.put("essentialOrImportantEntity", facts.essentialOrImportantEntity());
        shown.put("financialEntity", facts.financialEntity());
        shown.put("listedCompany", facts.listedCompany());
        shown.put("exploitedVulnerability", facts.exploitedVulnerability());
        shown.put("customersAffected", facts.customersAffected());
        shown.put("partnersAffected", facts.partnersAffected());
        shown.put("reasoning", obligations.reasoning(incidentId));
        return shown;
    }

    @Override
    public void check(AssessObligations submitted, TaskContext task, Problems problems) {
        Instant now = clock.instant();
        Instant aware = Objects.requireNonNull(submitted.awareAt());
        problems.addIf(aware.isAfter(now), "awareAt", "can't lie in the future");
        checkLater("classifiedAt", submitted.classifiedAt(), aware, now, problems);
        checkLater("materialAt", submitted.materialAt(), aware, now, problems);
        problems.addIf(
                submitted.euPersonalData() && !submitted.personalData(),
                "personalData",
                "must be ticked where personal data of people in the EU is affected");
    }

    private static void checkLater(String field, @Nullable Instant at, Instant aware, Instant now, Problems problems) {
        if (at != null) {
            problems.addIf(at.isAfter(now), field, "can't lie in the future");
            problems.addIf(at.isBefore(aware), field, "can't lie before we became aware of the incident");
        }
    }

    @Override
    public void accept(AssessObligations submitted, TaskContext task) {
        long incidentId = task.number("incidentId");
        ObligationFacts facts = new ObligationFacts(
                Objects.requireNonNull(submitted.awareAt()),
                submitted.classifiedAt(),
                submitted.materialAt(),
                submitted.personalData(),
                submitted.euPersonalData(),
                submitted.essentialOrImportantEntity(),
                submitted.financialEntity(),
                submitted.listedCompany(),
                submitted.exploitedVulnerability(),
                submitted.customersAffected(),
                submitted.partnersAffected());
        String reasoning = Objects.requireNonNull(submitted.reasoning());
        obligations.record(incidentId, facts, reasoning, task.actor());
        timeline.append(
                incidentId,
                "obligations",
                task.actor(),
                "Obligations assessed: %s; aware at %s. %s"
                        .formatted(found(facts), Shown.at(facts.awareAt()), reasoning));
        duties.follow(incidentId, null, task.actor());
    }

    private static String found(ObligationFacts facts) {
        List<String> found = new ArrayList<>();
        add(found, facts.euPersonalData(), "personal data of people in the EU");
        add(found, facts.personalData() && !facts.euPersonalData(), "personal data");
        add(found, facts.essentialOrImportantEntity(), "essential or important entity (NIS2)");
        add(found, facts.financialEntity(), "financial entity (DORA)");
        add(found, facts.listedCompany(), "listed company (SEC)");
        add(found, facts.exploitedVulnerability(), "own product actively exploited (CRA)");
        add(found, facts.customersAffected(), "customers affected");
        add(found, facts.partnersAffected(), "partners affected");
        return found.isEmpty() ? "nothing that calls for a notification by itself" : String.join(", ", found);
    }

    private static void add(List<String> found, boolean applies, String words) {
        if (applies) {
            found.add(words);
        }
    }

    private static void putIfKnown(Map<String, Object> shown, String key, @Nullable Instant at) {
        if (at != null) {
            shown.put(key, at.toString());
        }
    }
}
