package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.inventory.Control;
import io.github.integratedresponse.inventory.Controls;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What kind of gap each root cause is, which controls should have held, and whether the standard or other places must be looked at. */
@Component
class ClassifyRootCausesForm implements TaskForm<ClassifyRootCausesForm.Classified> {

    record Classified(
            @NotEmpty(message = "must hold every root cause of the tree") List<@Valid Cause> causes,
            @Nullable String noHuntReason) {}

    record Cause(
            @NotNull(message = "must be given") Integer whyNo,
            @NotNull(message = "must be given") Classification classification,
            @NotEmpty(message = "must name at least one control") List<String> controls,
            @NotBlank(message = "must be given") String statement,
            boolean contributing,
            boolean standardChange,
            boolean hunt) {}

    /** A root cause as the form shows it before and after it was classified. */
    record Shown(
            int whyNo,
            @Nullable String classification,
            List<String> controls,
            String statement,
            boolean contributing,
            boolean standardChange,
            boolean hunt) {}

    private final Reviews reviews;
    private final CausalTrees trees;
    private final RootCauses rootCauses;
    private final VariantHunts hunts;
    private final Controls controls;
    private final BlamelessWording wording;
    private final ReviewForms shown;
    private final Timeline timeline;

    ClassifyRootCausesForm(
            Reviews reviews,
            CausalTrees trees,
            RootCauses rootCauses,
            VariantHunts hunts,
            Controls controls,
            BlamelessWording wording,
            ReviewForms shown,
            Timeline timeline) {
        this.reviews = reviews;
        this.trees = trees;
        this.rootCauses = rootCauses;
        this.hunts = hunts;
        this.controls = controls;
        this.wording = wording;
        this.shown = shown;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "classify-root-causes";
    }

    @Override
    public Class<Classified> type() {
        return Classified.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        Map<Integer, RootCause> known = rootCauses.byWhy(review.id());
        Set<Long> hunted = hunts.ofReview(review.id()).stream()
                .map(hunt -> hunt.rootCauseId() == null ? -1L : hunt.rootCauseId())
                .collect(Collectors.toSet());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("boardQuestions", shown.questions(review.id()));
        values.put("tree", shown.tree(review.id()));
        values.put(
                "controlOptions",
                controls.all().stream()
                        .map(control -> new ReviewForms.Choice(control.id(), control.id() + " " + control.title()))
                        .toList());
        values.put(
                "causes",
                trees.of(review.id()).rootCauses().stream()
                        .map(why -> shown(why, known.get(why.no()), hunted))
                        .toList());
        if (review.noHuntReason() != null) {
            values.put("noHuntReason", review.noHuntReason());
        }
        return values;
    }

    private static Shown shown(Why why, @Nullable RootCause cause, Set<Long> hunted) {
        return cause == null
                ? new Shown(why.no(), null, List.of(), why.answer(), false, false, false)
                : new Shown(
                        why.no(),
                        cause.classification().name(),
                        cause.controlIds(),
                        cause.statement(),
                        cause.contributing(),
                        cause.standardChangeNeeded(),
                        hunted.contains(cause.id()));
    }

    @Override
    public void check(Classified submitted, TaskContext task, Problems problems) {
        Review review = reviews.byId(task.number("reviewId"));
        Set<String> names = wording.namesOf(review);
        Set<String> known = controls.all().stream().map(Control::id).collect(Collectors.toSet());
        Set<Integer> expected = trees.of(review.id()).rootCauses().stream()
                .map(Why::no)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Integer> classified = new HashSet<>();
        for (int i = 0; i < submitted.causes().size(); i++) {
            Cause cause = submitted.causes().get(i);
            String row = "causes[" + (i + 1) + "].";
            problems.addIf(
                    !expected.contains(cause.whyNo()), row + "whyNo", "why no. " + cause.whyNo() + " is no root cause");
            problems.addIf(
                    !classified.add(cause.whyNo()), row + "whyNo", "why no. " + cause.whyNo() + " is classified twice");
            controlIds(cause).stream()
                    .filter(id -> !known.contains(id))
                    .forEach(id -> problems.add(row + "controls", "there is no control " + id));
            wording.check(row + "statement", cause.statement(), names, problems);
        }
        expected.stream()
                .filter(no -> !classified.contains(no))
                .forEach(no -> problems.add("causes", "root cause no. " + no + " is missing"));
        problems.addIf(
                submitted.causes().stream().allMatch(Cause::contributing),
                "causes",
                "at least one must be more than contributing");
        problems.addIf(
                submitted.causes().stream().noneMatch(Cause::hunt) && submitted.noHuntReason() == null,
                "noHuntReason",
                "must say why there is nothing to hunt for");
    }

    @Override
    public void accept(Classified submitted, TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        rootCauses.classify(
                review.id(),
                submitted.causes().stream()
                        .map(cause -> new RootCauses.Classified(
                                cause.whyNo(),
                                cause.classification(),
                                controlIds(cause),
                                cause.statement(),
                                cause.contributing(),
                                cause.standardChange()))
                        .toList());
        Set<Integer> hunted = submitted.causes().stream()
                .filter(Cause::hunt)
                .map(Cause::whyNo)
                .collect(Collectors.toSet());
        hunts.plan(
                review.id(),
                rootCauses.byWhy(review.id()).entrySet().stream()
                        .filter(cause -> hunted.contains(cause.getKey()))
                        .map(cause -> cause.getValue().id())
                        .collect(Collectors.toSet()));
        reviews.nothingToHunt(review.id(), hunted.isEmpty() ? submitted.noHuntReason() : null);
        int planned = hunts.plannedIds(review.id()).size();
        task.set("huntsPlanned", planned);
        timeline.append(
                review.incidentId(),
                "review",
                task.actor(),
                "Review %s: %d root causes classified, %d hunts for variants planned"
                        .formatted(review.number(), submitted.causes().size(), planned));
    }

    private static Set<String> controlIds(Cause cause) {
        return cause.controls().stream()
                .map(id -> id.strip().toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
