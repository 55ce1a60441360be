package io.github.integratedresponse.incident;

import io.github.integratedresponse.inventory.Product;
import io.github.integratedresponse.inventory.Products;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.signal.Signals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the forms of first response show of an incident. */
@Component
class ResponseView {

    private final Incidents incidents;
    private final IncidentFacts facts;
    private final ResponseTeam team;
    private final Signals signals;
    private final RelatedSignals related;
    private final Products products;
    private final Timeline timeline;

    ResponseView(
            Incidents incidents,
            IncidentFacts facts,
            ResponseTeam team,
            Signals signals,
            RelatedSignals related,
            Products products,
            Timeline timeline) {
        this.incidents = incidents;
        this.facts = facts;
        this.team = team;
        this.signals = signals;
        this.related = related;
        this.products = products;
        this.timeline = timeline;
    }

    List<Map<String, Object>> signals(long incidentId) {
        Map<Long, Instant> closed = related.closedBySource(incidentId);
        return signals.ofIncident(incidentId).stream()
                .map(signal -> Map.<String, Object>of(
                        "seen", Shown.at(signal.firstSeenAt()),
                        "source", signal.source(),
                        "title",
                                signal.title()
                                        + (closed.containsKey(signal.id())
                                                ? " (closed by its source on %s)"
                                                        .formatted(Shown.at(closed.get(signal.id())))
                                                : ""),
                        "severity", SignalledIncident.rated(signal.severityId()),
                        "techniques", String.join(", ", signal.techniques())))
                .toList();
    }

    List<Map<String, Object>> similar(long incidentId) {
        return incidents.similarTo(incidentId, 10).stream()
                .map(other -> Map.<String, Object>of(
                        "number", other.number(),
                        "title", other.title(),
                        "severity", other.severity().name(),
                        "stage", Shown.words(other.stage()),
                        "verdict", other.verdict() == null ? "" : Shown.words(other.verdict())))
                .toList();
    }

    /** What the incident was recognised as, in the words of its timeline. */
    String patternNotice(long incidentId) {
        return timeline.of(incidentId).stream()
                .filter(line -> line.kind().equals(KnownPatterns.RECOGNISED))
                .reduce((earlier, later) -> later)
                .map(line -> "**" + IncidentHeader.plain(line.text()) + ".**")
                .orElse("No known pattern matches.");
    }

    String factsNotice(long incidentId) {
        Facts known = facts.latest(incidentId);
        return "**Impact:** %s · **Scope:** %s · **Attacker:** %s · **Data at risk:** %s"
                .formatted(
                        Shown.words(known.functionalImpact()),
                        Shown.words(known.scope()),
                        Shown.words(known.exploitation()),
                        Shown.words(known.dataAtRisk()));
    }

    String bridgeNotice(long incidentId) {
        Incident incident = incidents.byId(incidentId);
        return "**Incident commander:** %s · **Communications lead:** %s · **Meeting at:** %s"
                .formatted(
                        IncidentHeader.plain(Objects.requireNonNullElse(incident.commander(), "nobody")),
                        IncidentHeader.plain(Objects.requireNonNullElse(incident.communicationsLead(), "nobody")),
                        team.bridgeLink(incidentId)
                                .map(link -> "<" + link + ">")
                                .orElse("nowhere yet"));
    }

    List<Map<String, Object>> productOptions() {
        return products.all().stream()
                .map(product -> Map.<String, Object>of(
                        "value",
                        product.id(),
                        "label",
                        product.name() + " (" + product.id() + ", " + product.division() + ")"))
                .toList();
    }

    List<String> affectedProducts(long incidentId) {
        return incidents.affectedProducts(incidentId).stream().map(Product::id).toList();
    }

    /** @return those of the ids that the registry doesn't know */
    Set<String> unknownProducts(List<String> ids) {
        Set<String> unknown = new TreeSet<>(ids);
        products.byIds(ids).forEach(product -> unknown.remove(product.id()));
        return unknown;
    }

    static List<Map<String, Object>> options(List<Responders.Person> people) {
        return people.stream()
                .map(person -> Map.<String, Object>of("value", person.id(), "label", person.name()))
                .collect(Collectors.toList());
    }
}
