package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person makes of each thing that a hunt came upon. */
@Component
class ConfirmVariantsForm implements TaskForm<ConfirmVariantsForm.Judged> {

    /** What a person may make of a candidate. */
    enum Judgement {
        CONFIRMED,
        REJECTED
    }

    record Judged(List<@Valid Row> candidates, @Nullable String reasonForTheRest, boolean refine) {}

    record Row(@NotNull(message = "must be given") Long id, @Nullable Judgement decision, @Nullable String reason) {}

    record Reach(String what, long count, String note) {}

    record Shown(long id, String what, String detail, String matchedOn, String incident) {}

    record Undecided(long id) {}

    private final VariantHunts hunts;
    private final Variants variants;
    private final Timeline timeline;

    ConfirmVariantsForm(VariantHunts hunts, Variants variants, Timeline timeline) {
        this.hunts = hunts;
        this.variants = variants;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "confirm-variants";
    }

    @Override
    public Class<Judged> type() {
        return Judged.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        VariantHunt hunt = hunts.byId(task.number("huntId"));
        List<Variant> candidates = variants.candidates(hunt.id());
        return Map.of(
                "reach",
                        List.of(
                                new Reach(
                                        "Signals",
                                        Objects.requireNonNullElse(hunt.signalsSearched(), 0L),
                                        hunt.truncated() ? "More matched than are shown" : ""),
                                new Reach("Products", Objects.requireNonNullElse(hunt.productsSearched(), 0L), "")),
                "found",
                        candidates.stream()
                                .map(variant -> new Shown(
                                        variant.id(),
                                        variant.what(),
                                        variant.detail(),
                                        variant.matchedOn(),
                                        Objects.requireNonNullElse(variant.knownIncident(), "")))
                                .toList(),
                "candidates",
                        candidates.stream()
                                .map(variant -> new Undecided(variant.id()))
                                .toList());
    }

    @Override
    public void check(Judged judged, TaskContext task, Problems problems) {
        if (judged.refine()) {
            return;
        }
        Set<Long> expected = variants.candidates(task.number("huntId")).stream()
                .map(Variant::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < judged.candidates().size(); i++) {
            Row judgment = judged.candidates().get(i);
            String row = "candidates[" + (i + 1) + "].";
            problems.addIf(
                    !expected.contains(judgment.id()), row + "id", judgment.id() + " is no candidate of this hunt");
            problems.addIf(!seen.add(judgment.id()), row + "id", judgment.id() + " is decided twice");
            problems.addIf(judgment.decision() == null, row + "decision", "must be confirmed or rejected");
            problems.addIf(
                    judgment.reason() == null && judged.reasonForTheRest() == null,
                    row + "reason",
                    "must be given, here or for all without one of their own");
        }
        expected.stream()
                .filter(id -> !seen.contains(id))
                .forEach(id -> problems.add("candidates", "candidate " + id + " is not decided"));
    }

    @Override
    public void accept(Judged judged, TaskContext task) {
        VariantHunt hunt = hunts.byId(task.number("huntId"));
        if (judged.refine()) {
            task.set("variantOutcome", "REFINE");
            return;
        }
        long confirmed = judged.candidates().stream()
                .filter(judgment -> judgment.decision() == Judgement.CONFIRMED)
                .count();
        for (Row judgment : judged.candidates()) {
            variants.decide(
                    judgment.id(),
                    judgment.decision() == Judgement.CONFIRMED ? Variant.State.CONFIRMED : Variant.State.REJECTED,
                    judgment.reason() != null
                            ? judgment.reason()
                            : Objects.requireNonNullElse(judged.reasonForTheRest(), ""),
                    task.actor());
        }
        task.set("variantOutcome", confirmed > 0 ? "CONFIRMED" : "NONE");
        timeline.append(
                hunt.incidentId(),
                "variant",
                task.actor(),
                "%d of %d candidates confirmed as variants"
                        .formatted(confirmed, judged.candidates().size()));
    }
}
