package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.PlainText;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The form on which a role of the ladder says what it does about a broken promise. */
@Component
class AcknowledgeEscalationForm implements TaskForm<AcknowledgeEscalation> {

    private final Clocks clocks;
    private final Escalations escalations;
    private final Responsible responsible;
    private final ObjectProvider<EscalationNews> news;
    private final Clock clock;

    AcknowledgeEscalationForm(
            Clocks clocks,
            Escalations escalations,
            Responsible responsible,
            ObjectProvider<EscalationNews> news,
            Clock clock) {
        this.clocks = clocks;
        this.escalations = escalations;
        this.responsible = responsible;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "acknowledge-escalation";
    }

    @Override
    public Class<AcknowledgeEscalation> type() {
        return AcknowledgeEscalation.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        SlaClock promise = clocks.byId(task.number("clockId"));
        String before = escalations.steps(task.processInstanceId()).stream()
                .filter(step -> !step.role().equals(task.text("escalateTo")))
                .map(step -> "- " + step.role() + " was told at " + Shown.at(step.at()) + " and did not answer in time")
                .collect(Collectors.joining("\n"));
        String work = responsible.openWork(promise).stream()
                .map(open -> PlainText.inMarkdown(open.name()) + " ("
                        + (open.assignee() == null
                                ? "nobody has it"
                                : PlainText.inMarkdown(open.assignee()) + " has it")
                        + ")")
                .collect(Collectors.joining(", "));
        return Map.of(
                "promise",
                PlainText.inMarkdown(promise.businessKey() + ": " + promise.name()),
                "due",
                Shown.at(promise.dueAt()),
                "lateBy",
                lateBy(promise.dueAt()),
                "step",
                "step " + task.number("rung"),
                "work",
                work.isEmpty() ? "none" : work,
                "before",
                before);
    }

    @Override
    public void accept(AcknowledgeEscalation submitted, TaskContext task) {
        String role = task.text("escalateTo");
        escalations.acknowledged(task.processInstanceId(), role, submitted.action(), submitted.note(), task.actor());
        String text = "Escalation of clock %s to %s acknowledged, %s: %s"
                .formatted(task.text("clockName"), role, submitted.action().label(), submitted.note());
        news.forEach(one -> one.happened(task.businessKey(), task.actor(), text));
    }

    private String lateBy(Instant due) {
        Duration late = Duration.between(due, clock.instant());
        return late.toDays() > 0
                ? "%d d %d h".formatted(late.toDays(), late.toHoursPart())
                : "%d h %d min".formatted(late.toHours(), late.toMinutesPart());
    }
}
