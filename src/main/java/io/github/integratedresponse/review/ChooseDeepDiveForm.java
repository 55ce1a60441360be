package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form on which the matter is chosen that a health review looks into. */
@Component
class ChooseDeepDiveForm implements TaskForm<ChooseDeepDiveForm.Choice> {

    private final SessionRecord record;
    private final DeepDiveTopics topics;

    ChooseDeepDiveForm(SessionRecord record, DeepDiveTopics topics) {
        this.record = record;
        this.topics = topics;
    }

    /** One of the suggested topics, or one of their own. */
    record Choice(
            @Size(max = 300, message = "may be 300 characters long at most") @Nullable String topic,
            @Size(max = 300, message = "may be 300 characters long at most") @Nullable String ownTopic,
            @NotBlank(message = "say why this is worth it")
                    @Size(max = 4000, message = "may be 4000 characters long at most")
                    String reason,
            @NotBlank(message = "say who looks into it")
                    @Size(max = 200, message = "may be 200 characters long at most")
                    String diveOwner) {}

    @Override
    public String id() {
        return "choose-deep-dive";
    }

    @Override
    public Class<Choice> type() {
        return Choice.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        return Map.of(
                "topics",
                topics.of(task.number("sessionId")).stream()
                        .map(topic -> Map.of("value", topic, "label", topic))
                        .toList());
    }

    @Override
    public void check(Choice submitted, TaskContext task, Problems problems) {
        problems.addIf(
                (submitted.topic() == null) == (submitted.ownTopic() == null),
                "topic",
                "choose one of the topics, or write one of your own, not both");
    }

    @Override
    public void accept(Choice submitted, TaskContext task) {
        String topic = submitted.topic() == null ? submitted.ownTopic() : submitted.topic();
        record.dive(task.number("sessionId"), Objects.requireNonNull(topic), submitted.reason(), submitted.diveOwner());
    }
}
