package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The standards board decides on a drafted change, seeing what it means for each division. */
@Component
class StandardsBoardForm implements TaskForm<StandardsBoardForm.Decided> {

    private final CauseShown shown;
    private final Baselines baselines;
    private final StandardChanges changes;
    private final Impact impact;
    private final Timeline timeline;
    private final JdbcClient jdbc;
    private final Clock clock;

    StandardsBoardForm(
            CauseShown shown,
            Baselines baselines,
            StandardChanges changes,
            Impact impact,
            Timeline timeline,
            JdbcClient jdbc,
            Clock clock) {
        this.shown = shown;
        this.baselines = baselines;
        this.changes = changes;
        this.impact = impact;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    enum Decision {
        APPROVED,
        RETURNED,
        REJECTED
    }

    record Decided(
            @NotNull(message = "is missing") @Nullable Decision decision,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String comments) {}

    @Override
    public String id() {
        return "governance-standards-board";
    }

    @Override
    public Class<Decided> type() {
        return Decided.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Baseline draft = baselines.byId(task.number("baselineId"));
        List<Impact.OnDivision> divisions = impact.of(draft.id());
        int inScope = divisions.stream().mapToInt(Impact.OnDivision::inScope).sum();
        int notMeeting =
                divisions.stream().mapToInt(Impact.OnDivision::notMeeting).sum();
        Map<String, Object> values = shown.of(task);
        values.put("changeTitle", CauseShown.plain(draft.title()));
        values.put("decisionShown", draft.kind().label());
        values.put("changeControls", shown.names(draft.controlIds()));
        values.put("changeText", CauseShown.plain(draft.text()));
        values.put(
                "scopeShown",
                draft.scopeTags().isEmpty()
                        ? "all products"
                        : "products with " + CauseShown.plain(String.join(" or ", draft.scopeTags())));
        values.put("impactShown", notMeeting + " of " + inScope);
        values.put(
                "impact",
                divisions.stream()
                        .map(division -> Map.<String, Object>of(
                                "division",
                                division.division(),
                                "inScope",
                                division.inScope(),
                                "notMeeting",
                                division.notMeeting()))
                        .toList());
        return values;
    }

    @Override
    public void check(Decided decided, TaskContext task, Problems problems) {
        problems.addIf(
                decided.decision() != Decision.APPROVED && decided.comments() == null,
                "comments",
                "is missing; say why it is returned or rejected");
    }

    @Override
    public void accept(Decided decided, TaskContext task) {
        Decision decision = Objects.requireNonNull(decided.decision());
        Baseline draft = baselines.byId(task.number("baselineId"));
        jdbc.sql(
                        "insert into response.standards_decision (baseline_id, decision, comments, seen, decided_by, decided_at)"
                                + " values (?, ?, ?, ?, ?, ?)")
                .param(draft.id())
                .param(decision.name())
                .param(decided.comments())
                .param("%s%n%s%n%n%s".formatted(draft.title(), String.join(", ", draft.controlIds()), draft.text()))
                .param(task.actor())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (decision == Decision.REJECTED) {
            changes.reject(draft.id());
        }
        timeline.append(
                task.number("incidentId"),
                "standards-board",
                task.actor(),
                switch (decision) {
                    case APPROVED -> "Standards board approved: " + draft.title();
                    case RETURNED -> "Standards board returned the draft: " + decided.comments();
                    case REJECTED -> "Standards board rejected the change: " + decided.comments();
                });
        task.set("boardDecision", decision.name());
    }
}
