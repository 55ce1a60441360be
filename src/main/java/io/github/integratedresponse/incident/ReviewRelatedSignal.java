package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import io.github.integratedresponse.signal.Signal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A person decides whether a signal that told something new belongs to the incident, or is another matter. */
@Component
class ReviewRelatedSignal implements TaskForm<ReviewRelatedSignal.Review> {

    private final RelatedSignals signals;

    ReviewRelatedSignal(RelatedSignals signals) {
        this.signals = signals;
    }

    enum Decision {
        KEEP,
        SPLIT
    }

    record Review(
            @NotNull(message = "say whether it belongs to this incident") Decision decision,
            @NotBlank(message = "say why, for those who read the timeline later") String reason) {}

    @Override
    public String id() {
        return "review-related-signal";
    }

    @Override
    public Class<Review> type() {
        return Review.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Signal signal = signals.byId(task.number("relatedSignalId"));
        List<String> news = signals.news(task.number("incidentId"), signal.id());
        return Map.of(
                "signalTitle", IncidentHeader.plain(signal.title()),
                "signalSource", IncidentHeader.plain(signal.source()),
                "signalType", IncidentHeader.plain(signal.findingType()),
                "signalSeverity", SignalledIncident.severity(signal).name(),
                "signalFirstSeen", Shown.at(signal.firstSeenAt()),
                "signalDescription", IncidentHeader.plain(signal.description()),
                // the severity may have been raised since
                "signalNews",
                        news.isEmpty()
                                ? "nothing that is not known by now"
                                : IncidentHeader.plain(String.join("; ", news)));
    }

    @Override
    public void accept(Review review, TaskContext task) {
        long incidentId = task.number("incidentId");
        long signalId = task.number("relatedSignalId");
        if (review.decision() == Decision.KEEP) {
            signals.keep(incidentId, signalId, review.reason(), task.actor());
        } else {
            signals.splitOff(incidentId, signalId, review.reason(), task.actor());
        }
    }
}
