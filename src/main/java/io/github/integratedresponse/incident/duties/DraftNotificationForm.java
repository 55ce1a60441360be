package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.notification.Channel;
import io.github.integratedresponse.notification.Channels;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Drafts what is to be told; the first time from a template, later from the last draft. {@code draftOutcome} says what comes next. */
@Component
class DraftNotificationForm implements TaskForm<DraftNotificationForm.DraftNotification> {

    private static final int MOST_RECIPIENTS = 100;

    private final DutyOnForm form;
    private final Drafts drafts;
    private final DraftTemplates templates;
    private final DefaultRecipients defaults;
    private final Channels channels;
    private final Timeline timeline;

    DraftNotificationForm(
            DutyOnForm form,
            Drafts drafts,
            DraftTemplates templates,
            DefaultRecipients defaults,
            Channels channels,
            Timeline timeline) {
        this.form = form;
        this.drafts = drafts;
        this.templates = templates;
        this.defaults = defaults;
        this.channels = channels;
        this.timeline = timeline;
    }

    record DraftNotification(
            @NotNull(message = "say what comes next") @Nullable Outcome outcome,
            @NotNull(message = "say how it is told") Draft.@Nullable Way channel,
            @NotBlank(message = "say whom it goes to") @Nullable String recipients,
            @NotBlank(message = "say what it is about")
                    @Size(max = 250, message = "may be 250 characters long at most")
                    @Nullable
                    String subject,
            @NotBlank(message = "is empty") @Nullable String body,
            @Nullable String comment) {}

    enum Outcome {
        SUBMIT,
        LEGAL_QUESTION
    }

    @Override
    public String id() {
        return "draft-notification";
    }

    @Override
    public Class<DraftNotification> type() {
        return DraftNotification.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        NotificationDuty duty = form.of(task);
        Map<String, Object> shown = form.shown(duty);
        Draft last = drafts.latest(duty.id()).orElse(null);
        if (last == null) {
            DraftTemplates.FirstDraft first = templates.of(duty);
            shown.put("channel", Draft.Way.MAIL.name());
            shown.put("recipients", String.join("\n", defaults.of(duty.duty())));
            shown.put("subject", first.subject());
            shown.put("body", first.body());
        } else {
            shown.put("channel", last.way().name());
            shown.put("recipients", String.join("\n", last.recipients()));
            shown.put("subject", last.subject());
            shown.put("body", last.body());
        }
        String comment = form.question(task);
        shown.put("returned", comment.isEmpty() ? "" : "**Returned:** " + comment);
        shown.put("channelsKnown", DutyOnForm.plain(channels.configured()));
        return shown;
    }

    @Override
    public void check(DraftNotification submitted, TaskContext task, Problems problems) {
        Draft.Way way = Objects.requireNonNull(submitted.channel());
        List<String> recipients = recipients(submitted);
        problems.addIf(
                recipients.size() > MOST_RECIPIENTS,
                "recipients",
                "may be " + MOST_RECIPIENTS + " at most; use a list");
        problems.addIf(
                way == Draft.Way.WEBHOOK && recipients.size() > 1, "recipients", "must be the name of one webhook");
        if (way != Draft.Way.PORTAL) {
            Channel channel = Channel.valueOf(way.name());
            recipients.stream()
                    .flatMap(recipient -> channel.problemWith(recipient).stream())
                    .distinct()
                    .forEach(problem -> problems.add("recipients", problem));
        }
        problems.addIf(
                submitted.outcome() == Outcome.LEGAL_QUESTION && submitted.comment() == null,
                "comment",
                "say what the legal question is");
    }

    @Override
    public void accept(DraftNotification submitted, TaskContext task) {
        NotificationDuty duty = form.of(task);
        drafts.add(
                duty.id(),
                Objects.requireNonNull(submitted.channel()),
                recipients(submitted),
                Objects.requireNonNull(submitted.subject()),
                Objects.requireNonNull(submitted.body()),
                task.actor());
        boolean question = submitted.outcome() == Outcome.LEGAL_QUESTION;
        if (question) {
            drafts.decided(form.draft(task).id(), Draft.Outcome.LEGAL_QUESTION, submitted.comment(), task.actor());
        }
        timeline.append(
                duty.incidentId(),
                "draft",
                task.actor(),
                duty.duty().title() + ": drafted"
                        + (question ? ", with a legal question: " + submitted.comment() : ""));
        task.set("draftOutcome", Objects.requireNonNull(submitted.outcome()).name());
    }

    private static List<String> recipients(DraftNotification submitted) {
        String text = Objects.requireNonNull(submitted.recipients());
        if (submitted.channel() == Draft.Way.PORTAL) {
            return List.of(text.strip());
        }
        return Arrays.stream(text.split("[\\s,;]+"))
                .filter(recipient -> !recipient.isEmpty())
                .distinct()
                .toList();
    }
}
