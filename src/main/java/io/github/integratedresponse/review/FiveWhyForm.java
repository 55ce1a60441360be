package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The causal tree that a review found, with evidence for every why. */
@Component
class FiveWhyForm implements TaskForm<FiveWhyForm.Findings> {

    static final String BLAMELESS = "We looked for causes in systems and processes, and blamed no one.";

    record Findings(
            @NotBlank(message = "must say what happened") String summary,
            @NotEmpty(message = "must hold at least one why") List<@Valid Row> whys,
            @Nullable String shallowReason,
            @NotEmpty(message = "must say who was there") List<String> present,
            boolean wordingKept,
            @AssertTrue(message = "must be confirmed") boolean blamelessStatement) {}

    record Row(
            @NotNull(message = "must be given")
                    @Min(value = 1, message = "must be between 1 and 200")
                    @Max(value = 200, message = "must be between 1 and 200")
                    Integer no,
            @Nullable Integer parent,
            boolean rootCause,
            @NotBlank(message = "must be given") String why,
            @NotBlank(message = "must be given") String answer,
            @NotBlank(message = "must be given: what shows that it was so?") String evidence) {}

    /** An empty row of a tree that goes straight down. */
    record Blank(int no, @Nullable Integer parent) {}

    private final Reviews reviews;
    private final CausalTrees trees;
    private final BlamelessWording wording;
    private final ReviewForms shown;
    private final Timeline timeline;

    FiveWhyForm(Reviews reviews, CausalTrees trees, BlamelessWording wording, ReviewForms shown, Timeline timeline) {
        this.reviews = reviews;
        this.trees = trees;
        this.wording = wording;
        this.shown = shown;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "five-why";
    }

    @Override
    public Class<Findings> type() {
        return Findings.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        List<Attendee> attendees = reviews.attendees(review.id());
        List<Why> whys = trees.of(review.id()).whys();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("boardQuestions", shown.questions(review.id()));
        values.put("evidencePack", shown.evidence(review.id()));
        values.put(
                "attendeeOptions",
                attendees.stream()
                        .map(attendee -> new ReviewForms.Choice(attendee.name(), attendee.name()))
                        .toList());
        values.put(
                "present",
                attendees.stream()
                        .filter(FiveWhyForm::wasThere)
                        .map(Attendee::name)
                        .toList());
        values.put(
                "whys",
                whys.isEmpty()
                        ? IntStream.rangeClosed(1, CausalTree.USUAL_DEPTH)
                                .mapToObj(no -> new Blank(no, no == 1 ? null : no - 1))
                                .toList()
                        : whys.stream()
                                .map(why -> new Row(
                                        why.no(),
                                        why.parent(),
                                        why.rootCause(),
                                        why.question(),
                                        why.answer(),
                                        why.evidence()))
                                .toList());
        if (review.summary() != null) {
            values.put("summary", review.summary());
        }
        if (review.shallowReason() != null) {
            values.put("shallowReason", review.shallowReason());
        }
        return values;
    }

    /** Until somebody says who was there, only whoever led the review surely was. */
    private static boolean wasThere(Attendee attendee) {
        return attendee.attended() == null
                ? attendee.role() == Attendee.Role.FACILITATOR
                : Boolean.TRUE.equals(attendee.attended());
    }

    @Override
    public void check(Findings findings, TaskContext task, Problems problems) {
        Review review = reviews.byId(task.number("reviewId"));
        List<CausalTree.Place> places = places(findings);
        CausalTree.check(places, problems);
        boolean isTree = problems.isEmpty();
        problems.addIf(
                findings.whys().stream().noneMatch(Row::rootCause),
                "whys",
                "at least one must be ticked as a root cause");
        if (isTree && findings.shallowReason() == null) {
            Map<Integer, Integer> levels = CausalTree.levels(places);
            findings.whys().stream()
                    .filter(why -> why.rootCause() && levels.getOrDefault(why.no(), 1) < CausalTree.USUAL_DEPTH)
                    .map(why -> "no. " + why.no() + " at level " + levels.get(why.no()))
                    .reduce((a, b) -> a + ", " + b)
                    .ifPresent(shallow -> problems.add(
                            "shallowReason",
                            "must say why fewer than " + CausalTree.USUAL_DEPTH
                                    + " levels are enough for the root cause " + shallow));
        }
        Set<String> invited =
                reviews.attendees(review.id()).stream().map(Attendee::name).collect(Collectors.toSet());
        findings.present().stream()
                .filter(name -> !invited.contains(name))
                .forEach(name -> problems.add("present", name + " was not asked to come"));
        if (!findings.wordingKept()) {
            checkWording(findings, wording.namesOf(review), problems);
        }
    }

    private void checkWording(Findings findings, Set<String> names, Problems problems) {
        wording.check("summary", findings.summary(), names, problems);
        wording.check("shallowReason", findings.shallowReason(), names, problems);
        for (int i = 0; i < findings.whys().size(); i++) {
            Row why = findings.whys().get(i);
            wording.check("whys[" + (i + 1) + "].why", why.why(), names, problems);
            wording.check("whys[" + (i + 1) + "].answer", why.answer(), names, problems);
            wording.check("whys[" + (i + 1) + "].evidence", why.evidence(), names, problems);
        }
    }

    @Override
    public void accept(Findings findings, TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        Map<Integer, Integer> levels = CausalTree.levels(places(findings));
        CausalTree tree = new CausalTree(findings.whys().stream()
                .map(why -> new Why(
                        why.no(),
                        why.parent(),
                        levels.getOrDefault(why.no(), 1),
                        why.why(),
                        why.answer(),
                        why.evidence(),
                        why.rootCause()))
                .toList());
        trees.save(review.id(), tree);
        reviews.hold(
                review.id(),
                findings.summary(),
                findings.shallowReason(),
                findings.wordingKept(),
                BLAMELESS,
                findings.present());
        timeline.append(
                review.incidentId(),
                "review",
                task.actor(),
                "Review %s: %d whys with %d root causes%s"
                        .formatted(
                                review.number(),
                                tree.whys().size(),
                                tree.rootCauses().size(),
                                review.heldAt() == null ? ", held" : ", thought over again"));
    }

    private static List<CausalTree.Place> places(Findings findings) {
        return findings.whys().stream()
                .map(why -> new CausalTree.Place(why.no(), why.parent()))
                .toList();
    }
}
