package io.github.integratedresponse.governance;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A division tells how far it has rolled a baseline out, with evidence, and asks for an exception where it has not. */
@Component
class RollOutForm implements TaskForm<RollOutForm.RolledOut> {

    private final RollOuts rollOuts;
    private final Baselines baselines;
    private final Impact impact;
    private final CauseShown shown;
    private final Timeline timeline;
    private final Clock clock;

    RollOutForm(
            RollOuts rollOuts, Baselines baselines, Impact impact, CauseShown shown, Timeline timeline, Clock clock) {
        this.rollOuts = rollOuts;
        this.baselines = baselines;
        this.impact = impact;
        this.shown = shown;
        this.timeline = timeline;
        this.clock = clock;
    }

    record RolledOut(
            @NotNull(message = "is missing")
                    @Min(value = 0, message = "must be between 0 and 100")
                    @Max(value = 100, message = "must be between 0 and 100")
                    @Nullable
                    Integer progress,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String evidence,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String exceptionReason,
            @Nullable LocalDate exceptionUntil) {}

    @Override
    public String id() {
        return "governance-roll-out";
    }

    @Override
    public Class<RolledOut> type() {
        return RolledOut.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        RollOuts.RollOut rollOut = rollOuts.byId(task.number("rollOutId"));
        Baseline baseline = baselines.byId(rollOut.baselineId());
        Impact.OnDivision counted = impact.of(baseline.id()).stream()
                .filter(division -> division.division().equals(rollOut.division()))
                .findFirst()
                .orElse(new Impact.OnDivision(rollOut.division(), 0, 0));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("baselineVersion", baseline.requireVersion());
        values.put("changeTitle", CauseShown.plain(baseline.title()));
        values.put("decisionShown", baseline.kind().label());
        values.put("changeControls", shown.names(baseline.controlIds()));
        values.put("changeText", CauseShown.plain(baseline.text()));
        values.put("division", CauseShown.plain(rollOut.division()));
        values.put("divisionProducts", counted.inScope());
        values.put("divisionNotMeeting", counted.notMeeting());
        return values;
    }

    @Override
    public void check(RolledOut rolledOut, TaskContext task, Problems problems) {
        int progress = Objects.requireNonNull(rolledOut.progress());
        LocalDate until = rolledOut.exceptionUntil();
        problems.addIf(
                progress > 0 && rolledOut.evidence() == null,
                "evidence",
                "is missing; say where the roll-out can be seen");
        problems.addIf(
                progress < 100 && rolledOut.exceptionReason() == null,
                "exceptionReason",
                "is missing; below 100 percent an exception is needed");
        problems.addIf(progress < 100 && until == null, "exceptionUntil", "is missing; an exception ends one day");
        problems.addIf(
                progress < 100 && until != null && !until.isAfter(LocalDate.now(clock)),
                "exceptionUntil",
                "must lie ahead");
        problems.addIf(
                progress == 100 && (rolledOut.exceptionReason() != null || until != null),
                "exceptionReason",
                "is for a roll-out below 100 percent only");
    }

    @Override
    public void accept(RolledOut rolledOut, TaskContext task) {
        RollOuts.RollOut rollOut = rollOuts.byId(task.number("rollOutId"));
        int progress = Objects.requireNonNull(rolledOut.progress());
        rollOuts.answer(
                rollOut.id(),
                progress,
                rolledOut.evidence(),
                rolledOut.exceptionReason(),
                rolledOut.exceptionUntil(),
                task.actor());
        timeline.append(
                task.number("incidentId"),
                "roll-out",
                task.actor(),
                "Baseline %s rolled out in %s: %d %%%s"
                        .formatted(
                                baselines.byId(rollOut.baselineId()).requireVersion(),
                                rollOut.division(),
                                progress,
                                progress == 100
                                        ? ""
                                        : ", exception until " + rolledOut.exceptionUntil() + ": "
                                                + rolledOut.exceptionReason()));
    }
}
