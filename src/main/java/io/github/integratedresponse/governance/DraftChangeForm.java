package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.inventory.Control;
import io.github.integratedresponse.inventory.Controls;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A governance analyst drafts what changes in the standard, and for which products. */
@Component
class DraftChangeForm implements TaskForm<DraftChangeForm.Drafted> {

    private final CauseShown shown;
    private final StandardChanges changes;
    private final Baselines baselines;
    private final Controls controls;
    private final Timeline timeline;
    private final JdbcClient jdbc;

    DraftChangeForm(
            CauseShown shown,
            StandardChanges changes,
            Baselines baselines,
            Controls controls,
            Timeline timeline,
            JdbcClient jdbc) {
        this.shown = shown;
        this.changes = changes;
        this.baselines = baselines;
        this.controls = controls;
        this.timeline = timeline;
        this.jdbc = jdbc;
    }

    record Drafted(
            List<String> controlIds,
            @Nullable String newControlId,
            @Nullable String newControlDomain,
            @NotNull(message = "is missing") @Size(max = 200, message = "may be 200 characters long at most") @Nullable
                    String title,
            @NotNull(message = "is missing")
                    @Size(max = 10_000, message = "may be 10000 characters long at most")
                    @Nullable
                    String text,
            @Size(max = 50, message = "may be 50 at most") List<String> scopeTags) {}

    @Override
    public String id() {
        return "governance-draft-change";
    }

    @Override
    public Class<Drafted> type() {
        return Drafted.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Map<String, Object> values = shown.of(task);
        ControlDecision kind = kind(task);
        values.put("decisionKind", kind.name());
        values.put("decisionShown", kind.label());
        values.put("boardComments", comments(task));
        values.put(
                "controlOptions",
                controls.all().stream()
                        .map(control -> CauseShown.option(control.id(), control.id() + " " + control.title()))
                        .toList());
        values.put(
                "domainOptions",
                domains().stream()
                        .map(domain -> CauseShown.option(domain, domain))
                        .toList());
        values.put(
                "tagOptions",
                tags().stream().map(tag -> CauseShown.option(tag, tag)).toList());
        if (task.variable("baselineId") instanceof Number id) {
            Baseline draft = baselines.byId(id.longValue());
            values.put("title", draft.title());
            values.put("text", draft.text());
            values.put("scopeTags", draft.scopeTags());
            if (kind == ControlDecision.NEW_CONTROL) {
                draft.changes().forEach(change -> {
                    values.put("newControlId", change.control());
                    values.put("newControlDomain", change.domain());
                });
            } else {
                values.put("controlIds", draft.controlIds());
            }
        } else if (kind != ControlDecision.NEW_CONTROL) {
            values.put("controlIds", shown.cause(task).controlIds());
        }
        return values;
    }

    @Override
    public void check(Drafted drafted, TaskContext task, Problems problems) {
        if (kind(task) == ControlDecision.NEW_CONTROL) {
            checkNew(drafted, problems);
        } else {
            problems.addIf(drafted.newControlId() != null, "newControlId", "is for a new control only");
            problems.addIf(drafted.controlIds().isEmpty(), "controlIds", "is missing; name at least one control");
            drafted.controlIds().stream()
                    .filter(id -> controls.byId(id).isEmpty())
                    .forEach(id -> problems.add("controlIds", id + " is not a control of the standard"));
        }
        List<String> known = tags();
        drafted.scopeTags().stream()
                .filter(tag -> !known.contains(tag))
                .forEach(tag -> problems.add("scopeTags", tag + " is a tag that no product has"));
    }

    private void checkNew(Drafted drafted, Problems problems) {
        problems.addIf(!drafted.controlIds().isEmpty(), "controlIds", "is for controls that are there already");
        String id = drafted.newControlId();
        problems.addIf(id == null, "newControlId", "is missing");
        problems.addIf(
                id != null && !id.toUpperCase(Locale.ROOT).matches("[A-Z]{2,4}-[1-9]\\d{0,3}"),
                "newControlId",
                "must be letters, a hyphen and a number, such as LT-8");
        problems.addIf(
                id != null && controls.byId(id.toUpperCase(Locale.ROOT)).isPresent(),
                "newControlId",
                "is a control of the standard already");
        problems.addIf(
                drafted.newControlDomain() == null || !domains().contains(drafted.newControlDomain()),
                "newControlDomain",
                drafted.newControlDomain() == null ? "is missing" : "is not a domain of the standard");
    }

    @Override
    public void accept(Drafted drafted, TaskContext task) {
        ControlDecision kind = kind(task);
        String text = Objects.requireNonNull(drafted.text());
        String title = Objects.requireNonNull(drafted.title());
        List<Baseline.Change> drafts = kind == ControlDecision.NEW_CONTROL
                ? List.of(new Baseline.Change(
                        Objects.requireNonNull(drafted.newControlId()).toUpperCase(Locale.ROOT),
                        Objects.requireNonNull(drafted.newControlDomain()),
                        kind,
                        text))
                : drafted.controlIds().stream()
                        .distinct()
                        .map(id -> new Baseline.Change(
                                id, controls.byId(id).map(Control::domain).orElseThrow(), kind, text))
                        .toList();
        Long before = task.variable("baselineId") instanceof Number id ? id.longValue() : null;
        long incidentId = task.number("incidentId");
        long id = changes.draft(
                before,
                new StandardChanges.Draft(kind, incidentId, task.number("rootCauseId"), title, drafted.scopeTags()),
                drafts,
                task.actor());
        task.set("baselineId", id);
        timeline.append(
                incidentId,
                "standard-draft",
                task.actor(),
                "%s drafted for %s: %s"
                        .formatted(
                                kind.label(),
                                String.join(
                                        ", ",
                                        drafts.stream()
                                                .map(Baseline.Change::control)
                                                .toList()),
                                title));
    }

    private static ControlDecision kind(TaskContext task) {
        return ControlDecision.valueOf(task.text("controlDecision"));
    }

    private String comments(TaskContext task) {
        return task.variable("baselineId") instanceof Number id
                ? jdbc.sql(
                                "select comments from response.standards_decision where baseline_id = ? order by id desc limit 1")
                        .param(id.longValue())
                        .query(String.class)
                        .optional()
                        .map(comments -> "**The standards board returned it:** " + CauseShown.plain(comments))
                        .orElse("")
                : "";
    }

    private List<String> domains() {
        return controls.all().stream().map(Control::domain).distinct().toList();
    }

    private List<String> tags() {
        return jdbc.sql("select distinct unnest(tags) as tag from response.product order by tag")
                .query(String.class)
                .list();
    }
}
