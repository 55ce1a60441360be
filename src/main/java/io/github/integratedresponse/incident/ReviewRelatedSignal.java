package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import io.github.integratedresponse.signal.Signal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A person decides whether a signal that told something new belongs to the incident, or is another matter. */
@Component
class ReviewRelatedSignal implements TaskForm<ReviewRelatedSignal.Review> {

    private static final int MOST_NAMED = 10;

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
        long incidentId = task.number("incidentId");
        List<String> news = signals.news(incidentId, signal.id());
        List<Signal> others =
                signals.toldWith(incidentId, signal.id()).stream().skip(1).toList();
        return Map.of(
                "signalTitle", IncidentHeader.plain(signal.title()),
                "signalSource", IncidentHeader.plain(signal.source()),
                "signalType", IncidentHeader.plain(signal.findingType()),
                "signalSeverity", SignalledIncident.severity(signal).name(),
                "signalFirstSeen", Shown.at(signal.firstSeenAt()),
                "signalDescription", IncidentHeader.plain(signal.description()),
                "signalOthers",
                        others(others)
                                + closed(signals.closedBySource(incidentId).get(signal.id())),
                // the severity may have been raised since
                "signalNews",
                        news.isEmpty()
                                ? "nothing that is not known by now"
                                : IncidentHeader.plain(String.join("; ", news)));
    }

    private static String others(List<Signal> others) {
        if (others.isEmpty()) {
            return "";
        }
        String named = others.stream()
                .limit(MOST_NAMED)
                .map(other -> "- " + IncidentHeader.plain(other.title()))
                .collect(Collectors.joining("\n"));
        return "**Came together with it, and goes where it goes:**\n\n%s%s"
                .formatted(
                        named,
                        others.size() > MOST_NAMED ? "\n- and %d more".formatted(others.size() - MOST_NAMED) : "");
    }

    private static String closed(@Nullable Instant at) {
        return at == null ? "" : "\n\n**Its source closed it** on " + Shown.at(at) + ".";
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
