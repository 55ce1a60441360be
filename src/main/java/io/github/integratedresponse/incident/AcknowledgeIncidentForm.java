package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Somebody has seen the incident and is on it. */
@Component
class AcknowledgeIncidentForm implements TaskForm<AcknowledgeIncidentForm.Acknowledgement> {

    record Acknowledgement(@Nullable String note) {}

    private final ResponseView view;
    private final Timeline timeline;

    AcknowledgeIncidentForm(ResponseView view, Timeline timeline) {
        this.view = view;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "acknowledge-incident";
    }

    @Override
    public Class<Acknowledgement> type() {
        return Acknowledgement.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        return Map.of("patternNotice", view.patternNotice(incidentId), "signals", view.signals(incidentId));
    }

    @Override
    public void accept(Acknowledgement submitted, TaskContext task) {
        timeline.append(
                task.number("incidentId"),
                "acknowledged",
                task.actor(),
                "Acknowledged" + (submitted.note() == null ? "" : ": " + submitted.note()));
    }
}
