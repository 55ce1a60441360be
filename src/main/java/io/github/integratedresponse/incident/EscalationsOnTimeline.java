package io.github.integratedresponse.incident;

import io.github.integratedresponse.sla.EscalationNews;
import org.springframework.stereotype.Component;

/** Keeps with an incident what happened when its promises were late. */
@Component
class EscalationsOnTimeline implements EscalationNews {

    private final Incidents incidents;
    private final Timeline timeline;

    EscalationsOnTimeline(Incidents incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Override
    public void happened(String businessKey, String actor, String text) {
        incidents.byNumber(businessKey).ifPresent(incident -> timeline.append(incident.id(), "sla", actor, text));
    }
}
