package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.LoopTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Adds to the trace of an incident the baselines it led to and the patterns it taught. */
@Component
class GovernanceTrace implements LoopTrace {

    private final Baselines baselines;
    private final LearnedPatterns patterns;

    GovernanceTrace(Baselines baselines, LearnedPatterns patterns) {
        this.baselines = baselines;
        this.patterns = patterns;
    }

    @Override
    public Map<String, Object> of(long incidentId) {
        return Map.of(
                "baselines",
                baselines.ofIncident(incidentId).stream()
                        .map(GovernanceTrace::shown)
                        .toList(),
                "patterns",
                patterns.ofIncident(incidentId).stream()
                        .filter(pattern -> pattern.state() != LearnedPattern.State.DROPPED)
                        .map(GovernanceTrace::shown)
                        .toList());
    }

    private static Map<String, Object> shown(Baseline baseline) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("version", Objects.requireNonNullElse(baseline.version(), ""));
        shown.put("state", baseline.state().name());
        shown.put("kind", baseline.kind().name());
        shown.put("title", baseline.title());
        shown.put("controls", List.copyOf(baseline.controlIds()));
        shown.put(
                "adoption",
                baseline.adoptionOutcome() == null
                        ? ""
                        : baseline.adoptionOutcome().name());
        return shown;
    }

    private static Map<String, Object> shown(LearnedPattern pattern) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", pattern.number());
        shown.put("state", pattern.state().name());
        shown.put("findingType", pattern.findingType());
        shown.put("technique", pattern.technique());
        shown.put("severityFloor", pattern.severityFloor().name());
        shown.put("repairItem", pattern.repairItem());
        return shown;
    }
}
