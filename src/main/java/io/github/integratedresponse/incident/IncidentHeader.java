package io.github.integratedresponse.incident;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.process.FormHeader;
import io.github.integratedresponse.process.PlainText;
import io.github.integratedresponse.process.TaskContext;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows on every form of an incident which incident it is. */
@Component
class IncidentHeader implements FormHeader {

    private final Incidents incidents;
    private final Restrictions restrictions;

    IncidentHeader(Incidents incidents, Restrictions restrictions) {
        this.incidents = incidents;
        this.restrictions = restrictions;
    }

    @Override
    public Map<String, Object> of(TaskContext task) {
        if (!(task.variable("incidentId") instanceof Number id)) {
            return Map.of();
        }
        Incident incident = incidents.byId(id.longValue());
        return Map.of(
                "incidentNumber", incident.number(),
                "incidentTitle", plain(incident.title()),
                "incidentSummary", plain(Objects.requireNonNullElse(incident.summary(), "")),
                "incidentSeverity", incident.severity().name(),
                "incidentTlp", marking(incident),
                "incidentProducts",
                        plain(incidents.affectedProducts(incident.id()).stream()
                                .map(product ->
                                        product.name() + " (tier " + product.tier() + ", " + product.owner() + ")")
                                .collect(Collectors.joining(", "))));
    }

    private String marking(Incident incident) {
        return "TLP:" + incident.tlp().name().replace('_', '+')
                + restrictions
                        .codeName(incident.id())
                        .map(codeName -> " · restricted to its team, call it " + plain(codeName))
                        .orElse("");
    }

    /** Attackers write titles; forms show them through Markdown, so nothing in them may act as markup. */
    static String plain(String text) {
        return PlainText.inMarkdown(text);
    }
}
