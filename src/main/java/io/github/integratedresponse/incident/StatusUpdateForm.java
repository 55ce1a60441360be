package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The communications lead says how the response stands. */
@Component
class StatusUpdateForm implements TaskForm<StatusUpdateForm.Status> {

    record Status(
            @NotNull(message = "say whom the update is for") StatusUpdates.Audience audience,
            @NotNull(message = "say how the response stands") String update) {}

    private final StatusUpdates updates;
    private final ResponseView view;

    StatusUpdateForm(StatusUpdates updates, ResponseView view) {
        this.updates = updates;
        this.view = view;
    }

    @Override
    public String id() {
        return "status-update";
    }

    @Override
    public Class<Status> type() {
        return Status.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long incidentId = task.number("incidentId");
        return Map.of(
                "bridgeNotice", view.bridgeNotice(incidentId),
                "factsNotice", view.factsNotice(incidentId),
                "updates", rows(incidentId));
    }

    private List<Map<String, Object>> rows(long incidentId) {
        return updates.of(incidentId).stream()
                .map(update -> Map.<String, Object>of(
                        "at", Shown.at(update.at()),
                        "by", update.actor(),
                        "audience", Shown.words(update.audience()),
                        "text", update.text()))
                .toList();
    }

    @Override
    public void accept(Status status, TaskContext task) {
        updates.give(task.number("incidentId"), status.audience(), status.update(), task.actor());
    }
}
