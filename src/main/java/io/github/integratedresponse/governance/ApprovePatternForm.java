package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import io.github.integratedresponse.signal.Signal;
import io.github.integratedresponse.signal.SignalSearch;
import io.github.integratedresponse.signal.Signals;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The security operations manager decides whether a pattern goes live, seeing how many past signals it would have matched. */
@Component
class ApprovePatternForm implements TaskForm<ApprovePatternForm.Decided> {

    private static final int COUNTED = 1_000;

    private final CauseShown shown;
    private final LearnedPatterns patterns;
    private final Signals signals;
    private final Timeline timeline;

    ApprovePatternForm(CauseShown shown, LearnedPatterns patterns, Signals signals, Timeline timeline) {
        this.shown = shown;
        this.patterns = patterns;
        this.signals = signals;
        this.timeline = timeline;
    }

    enum Decision {
        APPROVED,
        RETURNED,
        DROPPED
    }

    record Decided(
            @NotNull(message = "is missing") @Nullable Decision decision,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String comment) {}

    @Override
    public String id() {
        return "governance-approve-pattern";
    }

    @Override
    public Class<Decided> type() {
        return Decided.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        LearnedPattern draft = patterns.byId(task.number("patternId"));
        Map<String, Object> values = shown.of(task);
        values.put("patternNumber", draft.number());
        values.put("patternFindingType", CauseShown.plain(draft.findingType()));
        values.put("patternTechnique", draft.technique().isEmpty() ? "any" : CauseShown.plain(draft.technique()));
        values.put("patternDivision", draft.division() == null ? "any" : CauseShown.plain(draft.division()));
        values.put("patternFloor", draft.severityFloor().name());
        values.put("patternRepairItem", draft.repairItem().isEmpty() ? "none" : draft.repairItem());
        values.put("matchesShown", matches(draft));
        return values;
    }

    /** Counted without regard to the division, which a signal doesn't carry. */
    private String matches(LearnedPattern draft) {
        List<Signal> found = signals.search(
                SignalSearch.none()
                        .withFindingType(draft.findingType())
                        .withTechniques(draft.technique().isEmpty() ? List.of() : List.of(draft.technique())),
                COUNTED);
        return (found.size() == COUNTED ? "at least " + COUNTED : String.valueOf(found.size()))
                + " of the signals that ever came in"
                + (draft.division() == null ? "" : ", in any division");
    }

    @Override
    public void check(Decided decided, TaskContext task, Problems problems) {
        problems.addIf(
                decided.decision() != Decision.APPROVED && decided.comment() == null,
                "comment",
                "is missing; say why it is returned or dropped");
    }

    @Override
    public void accept(Decided decided, TaskContext task) {
        Decision decision = Objects.requireNonNull(decided.decision());
        LearnedPattern draft = patterns.byId(task.number("patternId"));
        patterns.decide(
                draft.id(),
                switch (decision) {
                    case APPROVED -> LearnedPattern.State.APPROVED;
                    case RETURNED -> LearnedPattern.State.DRAFT;
                    case DROPPED -> LearnedPattern.State.DROPPED;
                },
                decided.comment(),
                task.actor());
        timeline.append(
                draft.incidentId(),
                "pattern",
                task.actor(),
                "Pattern %s %s%s"
                        .formatted(
                                draft.number(),
                                decision.name().toLowerCase(java.util.Locale.ROOT),
                                decided.comment() == null ? "" : ": " + decided.comment()));
        task.set("patternDecision", decision.name());
    }
}
