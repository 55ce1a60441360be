package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form on which product team and executive decide a health review together, or ask for another deep dive. */
@Component
class DecideHealthReviewForm implements TaskForm<DecideHealthReviewForm.Decided> {

    private static final int LONGEST_ACCEPTANCE_MONTHS = 12;

    private final ReviewSessions sessions;
    private final SessionRecord record;
    private final SessionActions actions;
    private final Clock clock;

    DecideHealthReviewForm(ReviewSessions sessions, SessionRecord record, SessionActions actions, Clock clock) {
        this.sessions = sessions;
        this.record = record;
        this.actions = actions;
        this.clock = clock;
    }

    enum Outcome {
        DECIDED,
        DEEPER
    }

    /** The joint decision, or what has to be known first. */
    record Decided(
            @NotNull(message = "say whether it can be decided") Outcome outcome,
            @Size(max = 300, message = "may be 300 characters long at most") @Nullable String question,
            @Nullable RiskRating riskRating,
            @Size(max = 8000, message = "may be 8000 characters long at most") @Nullable String rationale,
            List<@Valid SessionPerson> attendees,
            List<@Valid SessionDecision> decisions,
            List<@Valid SessionRisk> acceptedRisks,
            List<@Valid SessionAction> actions) {}

    @Override
    public String id() {
        return "decide-health-review";
    }

    @Override
    public Class<Decided> type() {
        return Decided.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        long id = task.number("sessionId");
        String dives = record.dives(id).stream()
                .map(dive -> "- **%s**: %s Recommended: %s"
                        .formatted(
                                SessionText.plain(dive.topic()),
                                SessionText.plain(Objects.requireNonNullElse(dive.findings(), "")),
                                SessionText.plain(Objects.requireNonNullElse(dive.recommendation(), ""))))
                .collect(Collectors.joining("\n"));
        String refusal = record.risks(id).stream()
                .filter(risk -> risk.state().equals("REFUSED"))
                .map(risk -> "- %s was not accepted by %s: %s"
                        .formatted(
                                SessionText.plain(risk.title()),
                                SessionText.plain(Objects.requireNonNullElse(risk.signedBy(), "")),
                                SessionText.plain(Objects.requireNonNullElse(risk.note(), ""))))
                .collect(Collectors.joining("\n"));
        // after a refusal nothing has to be written twice
        return Map.of(
                "dives", dives,
                "refusal", refusal,
                "attendees", SessionPerson.shown(record.people(id, true)),
                "decisions",
                        record.decisions(id).stream()
                                .map(made -> Map.of("decision", made.decision(), "decidedBy", made.decidedBy()))
                                .toList(),
                "actions", actions.shown(id));
    }

    @Override
    public void check(Decided submitted, TaskContext task, Problems problems) {
        if (submitted.outcome() == Outcome.DEEPER) {
            problems.addIf(submitted.question() == null, "question", "say what another deep dive is to answer");
            return;
        }
        problems.addIf(submitted.riskRating() == null, "riskRating", "rate the risk of the division");
        problems.addIf(submitted.rationale() == null, "rationale", "say why it is rated so");
        problems.addIf(
                submitted.attendees().size() < 2, "attendees", "a joint decision has two people at least, name them");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int i = 0; i < submitted.acceptedRisks().size(); i++) {
            SessionRisk risk = submitted.acceptedRisks().get(i);
            String field = "acceptedRisks[" + (i + 1) + "]";
            problems.addIf(!risk.until().isAfter(today), field + ".until", "must be a day to come");
            problems.addIf(
                    risk.until().isAfter(today.plusMonths(LONGEST_ACCEPTANCE_MONTHS)),
                    field + ".until",
                    "a risk is accepted for " + LONGEST_ACCEPTANCE_MONTHS + " months at most");
            actions.checkProduct(risk.productId(), field + ".productId", problems);
        }
        actions.check(submitted.actions(), problems);
    }

    @Override
    public void accept(Decided submitted, TaskContext task) {
        long id = task.number("sessionId");
        boolean deeper = submitted.outcome() == Outcome.DEEPER;
        if (deeper) {
            record.leftOpen(record.lastDive(id).orElseThrow().id(), Objects.requireNonNull(submitted.question()));
        } else {
            sessions.held(id, Objects.requireNonNull(submitted.rationale()));
            sessions.rated(id, Objects.requireNonNull(submitted.riskRating()), task.actor());
            record.attended(id, submitted.attendees());
            record.decide(id, submitted.decisions());
            submitted.acceptedRisks().forEach(risk -> record.proposeRisk(id, risk, task.actor()));
            actions.propose(id, submitted.actions(), task.actor());
        }
        task.set("anotherDeepDive", deeper);
        task.set("risksAccepted", !submitted.acceptedRisks().isEmpty());
        task.set("actionsAgreed", actions.anyOf(id));
    }
}
