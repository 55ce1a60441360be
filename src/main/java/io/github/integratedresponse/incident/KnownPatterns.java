package io.github.integratedresponse.incident;

import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.signal.Signals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the latest version of the decision {@code known-patterns}, to which the loop adds what it learns. */
@Component
class KnownPatterns {

    /** The kind of the timeline's line that says so. */
    static final String RECOGNISED = "recognised";

    private static final Logger log = LoggerFactory.getLogger(KnownPatterns.class);

    private final DecisionService decisions;
    private final Incidents incidents;
    private final Signals signals;
    private final Timeline timeline;
    private final JdbcClient jdbc;

    KnownPatterns(
            @Lazy DecisionService decisions, Incidents incidents, Signals signals, Timeline timeline, JdbcClient jdbc) {
        this.decisions = decisions;
        this.incidents = incidents;
        this.signals = signals;
        this.timeline = timeline;
        this.jdbc = jdbc;
    }

    /** Records what an incident is recognised as, and links it to the incident that taught it. */
    @Transactional
    Optional<KnownPattern> recognise(long incidentId) {
        Incident incident = incidents.byId(incidentId);
        Optional<KnownPattern> match = matching(incident).stream()
                .min(Comparator.comparing(KnownPattern::severityFloor).thenComparing(KnownPattern::pattern));
        match.filter(pattern -> !pattern.pattern().equals(incident.matchedPattern()))
                .ifPresent(pattern -> record(incident, pattern));
        return match;
    }

    List<KnownPattern> matching(Incident incident) {
        Map<String, KnownPattern> found = new LinkedHashMap<>();
        for (String technique : techniques(incident.id())) {
            for (String division : divisions(incident.id())) {
                var facts = Variables.putValue("findingType", incident.findingType())
                        .putValue("technique", technique)
                        .putValue("division", division);
                decisions.evaluateDecisionTableByKey("known-patterns", facts).stream()
                        .map(KnownPatterns::pattern)
                        .filter(Objects::nonNull)
                        .forEach(pattern -> found.putIfAbsent(pattern.pattern(), pattern));
            }
        }
        return new ArrayList<>(found.values());
    }

    private List<String> techniques(long incidentId) {
        return orEmptyText(signals.ofIncident(incidentId).stream().flatMap(signal -> signal.techniques().stream()));
    }

    private List<String> divisions(long incidentId) {
        return orEmptyText(incidents.affectedProducts(incidentId).stream().map(Product::division));
    }

    private static List<String> orEmptyText(Stream<String> values) {
        List<String> distinct = values.distinct().toList();
        return distinct.isEmpty() ? List.of("") : distinct;
    }

    /** A rule that can't be read must not keep an incident from being worked on. */
    private static @Nullable KnownPattern pattern(DmnDecisionRuleResult rule) {
        try {
            return new KnownPattern(
                    text(rule, "pattern"),
                    Severity.valueOf(text(rule, "severityFloor")),
                    text(rule, "learnedFrom"),
                    text(rule, "repairItem"));
        } catch (IllegalArgumentException | ClassCastException e) {
            log.warn("A rule of known-patterns can't be read: {}", rule.getEntryMap());
            return null;
        }
    }

    private static String text(DmnDecisionRuleResult rule, String output) {
        return Objects.requireNonNullElse(rule.<String>getEntry(output), "");
    }

    private void record(Incident incident, KnownPattern pattern) {
        jdbc.sql(
                        "update response.incident set matched_pattern = ?, version = version + 1, parent_id = coalesce(parent_id,"
                                + " (select id from response.incident o where (o.number = ? or o.id = (select r.incident_id"
                                + " from response.restriction r where r.code_name = ?)) and o.id <> ?)) where id = ?")
                .param(pattern.pattern())
                .param(pattern.learnedFrom())
                .param(pattern.learnedFrom())
                .param(incident.id())
                .param(incident.id())
                .update();
        timeline.append(
                incident.id(),
                RECOGNISED,
                "system",
                "Recognised as %s, learned from %s%s; never milder than %s"
                        .formatted(
                                pattern.pattern(),
                                pattern.learnedFrom(),
                                pattern.repairItem().isBlank() ? "" : ", repair item " + pattern.repairItem(),
                                pattern.severityFloor()));
    }
}
