package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form on which an operations review is held or postponed. */
@Component
class HoldOperationsReviewForm implements TaskForm<HoldOperationsReviewForm.Held> {

    private final ReviewSessions sessions;
    private final SessionRecord record;
    private final SessionActions actions;

    HoldOperationsReviewForm(ReviewSessions sessions, SessionRecord record, SessionActions actions) {
        this.sessions = sessions;
        this.record = record;
        this.actions = actions;
    }

    enum Outcome {
        HELD,
        POSTPONED
    }

    /** What was said, decided and agreed, or why not yet. */
    record Held(
            @NotNull(message = "say whether it was held") Outcome outcome,
            @Size(max = 2000, message = "may be 2000 characters long at most") @Nullable String postponedBecause,
            List<@Valid SessionPerson> attendees,
            @Size(max = 20_000, message = "may be 20000 characters long at most") @Nullable String minutes,
            List<@Valid SessionDecision> decisions,
            List<@Valid SessionAction> actions) {}

    @Override
    public String id() {
        return "hold-operations-review";
    }

    @Override
    public Class<Held> type() {
        return Held.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        ReviewSession session = sessions.byId(task.number("sessionId"));
        return Map.of(
                "agenda", SessionText.plain(Objects.requireNonNullElse(session.agenda(), "")),
                "highlights", SessionText.plain(Objects.requireNonNullElse(session.highlights(), "")),
                "attendees", SessionPerson.shown(record.people(session.id(), false)));
    }

    @Override
    public void check(Held submitted, TaskContext task, Problems problems) {
        if (submitted.outcome() == Outcome.POSTPONED) {
            problems.addIf(submitted.postponedBecause() == null, "postponedBecause", "say why it is postponed");
            return;
        }
        problems.addIf(submitted.attendees().isEmpty(), "attendees", "say who was there");
        problems.addIf(submitted.minutes() == null, "minutes", "write down what was said");
        actions.check(submitted.actions(), problems);
    }

    @Override
    public void accept(Held submitted, TaskContext task) {
        long id = task.number("sessionId");
        boolean postponed = submitted.outcome() == Outcome.POSTPONED;
        if (postponed) {
            sessions.postponed(id, Objects.requireNonNull(submitted.postponedBecause()), task.actor());
        } else {
            sessions.held(id, Objects.requireNonNull(submitted.minutes()));
            record.attended(id, submitted.attendees());
            record.decide(id, submitted.decisions());
            actions.propose(id, submitted.actions(), task.actor());
        }
        task.set("sessionPostponed", postponed);
        task.set("actionsAgreed", actions.anyOf(id));
    }
}
