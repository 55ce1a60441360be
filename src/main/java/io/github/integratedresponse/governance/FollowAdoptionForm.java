package io.github.integratedresponse.governance;

import io.github.integratedresponse.governance.Baseline.AdoptionOutcome;
import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A governance analyst follows an adoption that has not reached its target: goes on, or accepts it with a reason. */
@Component
class FollowAdoptionForm implements TaskForm<FollowAdoptionForm.Followed> {

    private final Baselines baselines;
    private final Adoption adoption;
    private final Posture posture;
    private final RollOuts rollOuts;
    private final Timeline timeline;

    FollowAdoptionForm(Baselines baselines, Adoption adoption, Posture posture, RollOuts rollOuts, Timeline timeline) {
        this.baselines = baselines;
        this.adoption = adoption;
        this.posture = posture;
        this.rollOuts = rollOuts;
        this.timeline = timeline;
    }

    enum Decision {
        CONTINUE,
        ACCEPT
    }

    record Followed(
            @NotNull(message = "is missing") @Nullable Decision decision,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String reason) {}

    @Override
    public String id() {
        return "governance-follow-adoption";
    }

    @Override
    public Class<Followed> type() {
        return Followed.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Baseline baseline = baselines.byId(task.number("baselineId"));
        Map<String, RollOuts.RollOut> byDivision = rollOuts.of(baseline.id()).stream()
                .collect(Collectors.toMap(RollOuts.RollOut::division, Function.identity()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("baselineVersion", baseline.requireVersion());
        values.put("changeTitle", CauseShown.plain(baseline.title()));
        values.put(
                "adoptionShown",
                adoption.last(baseline.id())
                        .map(last -> "%d of %d products in scope, %s"
                                .formatted(last.adopted(), last.inScope(), CauseShown.percent(last.share())))
                        .orElse("not measured yet"));
        values.put("targetShown", CauseShown.percent(adoption.target()));
        values.put(
                "adoptionByDivision",
                posture.sincePublication(baseline).stream()
                        .map(division -> Map.<String, Object>of(
                                "division",
                                division.division(),
                                "inScope",
                                division.inScope(),
                                "adopted",
                                division.meeting(),
                                "rollOut",
                                shown(byDivision.get(division.division()))))
                        .toList());
        return values;
    }

    private static String shown(RollOuts.@Nullable RollOut rollOut) {
        if (rollOut == null) {
            return "";
        }
        return rollOut.progress() + " %"
                + (rollOut.exceptionUntil() == null ? "" : ", exception until " + rollOut.exceptionUntil());
    }

    @Override
    public void check(Followed followed, TaskContext task, Problems problems) {
        problems.addIf(
                followed.decision() == Decision.ACCEPT && followed.reason() == null,
                "reason",
                "is missing; say why the adoption is accepted below its target");
    }

    @Override
    public void accept(Followed followed, TaskContext task) {
        Baseline baseline = baselines.byId(task.number("baselineId"));
        boolean accepted = followed.decision() == Decision.ACCEPT;
        if (accepted) {
            adoption.settle(baseline.id(), AdoptionOutcome.ACCEPTED, followed.reason());
        }
        timeline.append(
                task.number("incidentId"),
                "adoption",
                task.actor(),
                "Adoption of baseline %s %s%s"
                        .formatted(
                                baseline.requireVersion(),
                                accepted ? "accepted below its target" : "goes on",
                                followed.reason() == null ? "" : ": " + followed.reason()));
        task.set("adoptionAccepted", accepted);
    }
}
