package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records that a person told it, and what proves it. */
@Component
class SendByHandForm implements TaskForm<SendByHandForm.SentByHand> {

    private final DutyOnForm form;
    private final Duties duties;
    private final Sending sending;
    private final Clock clock;

    SendByHandForm(DutyOnForm form, Duties duties, Sending sending, Clock clock) {
        this.form = form;
        this.duties = duties;
        this.sending = sending;
        this.clock = clock;
    }

    record SentByHand(
            @NotNull(message = "say when it was sent") @Nullable Instant sentAt,
            @NotBlank(message = "say how it was sent") @Nullable String how,
            @NotBlank(message = "name what proves it, such as a case number") @Nullable String reference) {}

    @Override
    public String id() {
        return "send-by-hand";
    }

    @Override
    public Class<SentByHand> type() {
        return SentByHand.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> shown = form.shownWithDraft(task);
        shown.put("notSentBecause", DutyOnForm.plain(sending.whyNot(task.number("dutyId"))));
        return shown;
    }

    @Override
    public void check(SentByHand submitted, TaskContext task, Problems problems) {
        Instant sent = Objects.requireNonNull(submitted.sentAt());
        Instant began = form.of(task).triggeredAt();
        problems.addIf(sent.isAfter(clock.instant()), "sentAt", "can't lie in the future");
        problems.addIf(began != null && sent.isBefore(began), "sentAt", "can't lie before the duty began, at " + began);
    }

    @Override
    public void accept(SentByHand submitted, TaskContext task) {
        duties.meet(
                task.number("dutyId"),
                Objects.requireNonNull(submitted.sentAt()),
                "by hand: " + submitted.how(),
                Objects.requireNonNull(submitted.reference()),
                task.actor(),
                null);
    }
}
