package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Approves a draft, returns it, or asks for a legal decision; {@code approval} says which. Nobody approves their own draft. */
@Component
class ApproveNotificationForm implements TaskForm<ApproveNotificationForm.ApproveNotification> {

    private static final String NOBODY = "system";

    private final DutyOnForm form;
    private final Drafts drafts;
    private final Timeline timeline;

    ApproveNotificationForm(DutyOnForm form, Drafts drafts, Timeline timeline) {
        this.form = form;
        this.drafts = drafts;
        this.timeline = timeline;
    }

    record ApproveNotification(
            @NotNull(message = "choose a decision") Draft.@Nullable Outcome outcome, @Nullable String comment) {}

    @Override
    public String id() {
        return "approve-notification";
    }

    @Override
    public Class<ApproveNotification> type() {
        return ApproveNotification.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        return form.shownWithDraft(task);
    }

    @Override
    public void check(ApproveNotification submitted, TaskContext task, Problems problems) {
        problems.addIf(
                submitted.outcome() != Draft.Outcome.APPROVED && submitted.comment() == null,
                "comment",
                "say what must change, or what the legal question is");
        String actor = task.actor();
        problems.addIf(
                submitted.outcome() == Draft.Outcome.APPROVED
                        && !actor.equals(NOBODY)
                        && actor.equals(form.draft(task).draftedBy()),
                "outcome",
                "must be somebody else's to decide: you drafted it");
    }

    @Override
    public void accept(ApproveNotification submitted, TaskContext task) {
        NotificationDuty duty = form.of(task);
        Draft.Outcome outcome = Objects.requireNonNull(submitted.outcome());
        drafts.decided(form.draft(task).id(), outcome, submitted.comment(), task.actor());
        timeline.append(
                duty.incidentId(),
                "draft",
                task.actor(),
                "%s: draft %s%s"
                        .formatted(
                                duty.duty().title(),
                                outcome == Draft.Outcome.LEGAL_QUESTION
                                        ? "held for a legal decision"
                                        : outcome.name().toLowerCase(Locale.ROOT),
                                submitted.comment() == null ? "" : ": " + submitted.comment()));
        task.set("approval", outcome.name());
    }
}
