package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Timeline;
import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import io.github.integratedresponse.review.BoardDecision.Decision;
import io.github.integratedresponse.review.BoardDecision.ReturnTo;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the executive board lets a review be published, or sends it back with questions. */
@Component
class BoardDecisionForm implements TaskForm<BoardDecisionForm.Decided> {

    record Decided(
            @NotNull(message = "must be given") Decision decision,
            @Nullable ReturnTo returnTo,
            @Nullable String questions,
            @Nullable String comment) {}

    record ShownAttendee(String name, String role, String attended) {}

    private final Reviews reviews;
    private final BoardDecisions decisions;
    private final ReviewForms shown;
    private final Timeline timeline;

    BoardDecisionForm(Reviews reviews, BoardDecisions decisions, ReviewForms shown, Timeline timeline) {
        this.reviews = reviews;
        this.decisions = decisions;
        this.shown = shown;
        this.timeline = timeline;
    }

    @Override
    public String id() {
        return "board-decision";
    }

    @Override
    public Class<Decided> type() {
        return Decided.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long id = task.number("reviewId");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("boardQuestions", shown.questions(id));
        values.put("tree", shown.tree(id));
        values.put("causes", shown.causes(id));
        values.put("items", shown.items(id));
        values.put(
                "attendees",
                reviews.attendees(id).stream()
                        .map(attendee -> new ShownAttendee(
                                attendee.name(),
                                Shown.words(attendee.role()),
                                Boolean.TRUE.equals(attendee.attended()) ? "yes" : "no"))
                        .toList());
        return values;
    }

    @Override
    public void check(Decided decided, TaskContext task, Problems problems) {
        if (decided.decision() == Decision.RETURNED) {
            problems.addIf(decided.returnTo() == null, "returnTo", "must say where the review goes back to");
            problems.addIf(decided.questions() == null, "questions", "must say what the board wants to know");
        } else {
            problems.addIf(
                    decided.questions() != null,
                    "questions",
                    "an approved review has no open questions; return it, or put them into the comment");
        }
    }

    @Override
    public void accept(Decided decided, TaskContext task) {
        Review review = reviews.byId(task.number("reviewId"));
        ReturnTo returnTo = decided.decision() == Decision.RETURNED ? decided.returnTo() : null;
        decisions.record(
                review.id(), decided.decision(), returnTo, decided.questions(), decided.comment(), task.actor());
        reviews.enter(review.id(), returnTo == null ? Review.State.APPROVED : Review.State.RETURNED);
        task.set("boardOutcome", returnTo == null ? Decision.APPROVED.name() : returnTo.name());
        timeline.append(
                review.incidentId(),
                "review",
                task.actor(),
                returnTo == null
                        ? "The executive board approved review " + review.number()
                        : "The executive board returned review %s: %s".formatted(review.number(), decided.questions()));
    }
}
