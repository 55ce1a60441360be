package io.github.integratedresponse.review;

import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The form on which a deep dive says what it found. */
@Component
class DeepDiveForm implements TaskForm<DeepDiveForm.Found> {

    private final SessionRecord record;

    DeepDiveForm(SessionRecord record) {
        this.record = record;
    }

    /** What was found, where it can be seen, and what follows from it. */
    record Found(
            @NotBlank(message = "say what was found")
                    @Size(max = 20_000, message = "may be 20000 characters long at most")
                    String findings,
            @NotBlank(message = "say where it can be seen")
                    @Size(max = 8000, message = "may be 8000 characters long at most")
                    String evidence,
            @NotBlank(message = "say what follows from it")
                    @Size(max = 8000, message = "may be 8000 characters long at most")
                    String recommendation) {}

    @Override
    public String id() {
        return "deep-dive";
    }

    @Override
    public Class<Found> type() {
        return Found.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        SessionRecord.DeepDive dive = record.lastDive(task.number("sessionId")).orElseThrow();
        return Map.of(
                "diveTopic", SessionText.plain(dive.topic()),
                "diveReason", SessionText.plain(dive.reason()),
                "diveFor", SessionText.plain(dive.owner()));
    }

    @Override
    public void accept(Found submitted, TaskContext task) {
        long dive = record.lastDive(task.number("sessionId")).orElseThrow().id();
        record.found(dive, submitted.findings(), submitted.evidence(), submitted.recommendation());
    }
}
