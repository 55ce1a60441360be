package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.Signals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Proposes what triage should recognise again, from the signals of the incident: the technique most of them show, in any division. */
@Component
class ProposePattern implements JavaDelegate {

    private final Incidents incidents;
    private final Signals signals;
    private final LearnedPatterns patterns;
    private final RepairItemOfCause repairItems;

    ProposePattern(Incidents incidents, Signals signals, LearnedPatterns patterns, RepairItemOfCause repairItems) {
        this.incidents = incidents;
        this.signals = signals;
        this.patterns = patterns;
        this.repairItems = repairItems;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Incident incident = incidents.byId(((Number) execution.getVariable("incidentId")).longValue());
        long rootCauseId = ((Number) execution.getVariable("rootCauseId")).longValue();
        LearnedPattern proposed = patterns.propose(
                incident.id(),
                incident.number(),
                rootCauseId,
                new LearnedPatterns.Content(
                        incident.findingType(), mostSeen(signals.ofIncident(incident.id())), null, incident.severity()),
                repairItems.number(incident.id(), rootCauseId),
                "system");
        execution.setVariable("patternId", proposed.id());
    }

    private static String mostSeen(List<Signal> of) {
        return of.stream()
                .flatMap(signal -> signal.techniques().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                // a sub-technique says more than its technique
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().length())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
