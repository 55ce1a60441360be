package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form on which an executive signs, or refuses to sign, the risks that a health review wants to accept. */
@Component
class SignAcceptedRisksForm implements TaskForm<SignAcceptedRisksForm.Signature> {

    private final ReviewSessions sessions;
    private final SessionRecord record;

    SignAcceptedRisksForm(ReviewSessions sessions, SessionRecord record) {
        this.sessions = sessions;
        this.record = record;
    }

    enum Decision {
        SIGNED,
        REFUSED
    }

    /** The executive's word. */
    record Signature(
            @NotNull(message = "say whether you accept the risks") Decision decision,
            @Size(max = 4000, message = "may be 4000 characters long at most") @Nullable String note) {}

    @Override
    public String id() {
        return "sign-accepted-risks";
    }

    @Override
    public Class<Signature> type() {
        return Signature.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        ReviewSession session = sessions.byId(task.number("sessionId"));
        return Map.of(
                "riskRating", String.valueOf(session.riskRating()),
                "rationale", SessionText.plain(Objects.requireNonNullElse(session.minutes(), "")),
                "proposedRisks",
                        record.risks(session.id()).stream()
                                .filter(risk -> risk.state().equals("PROPOSED"))
                                .map(risk -> Map.of(
                                        "title", risk.title(),
                                        "reason", risk.reason(),
                                        "product", Objects.requireNonNullElse(risk.productId(), ""),
                                        "until", risk.until().toString(),
                                        "proposedBy", risk.proposedBy()))
                                .toList());
    }

    @Override
    public void check(Signature submitted, TaskContext task, Problems problems) {
        ReviewSession session = sessions.byId(task.number("sessionId"));
        problems.addIf(
                task.actor().equals(session.decidedBy()) && !task.actor().equals("system"),
                "decision",
                "whoever wrote the decision down can't sign its risks; ask another executive");
        problems.addIf(
                submitted.decision() == Decision.REFUSED && submitted.note() == null, "note", "say what is to change");
    }

    @Override
    public void accept(Signature submitted, TaskContext task) {
        boolean signed = submitted.decision() == Decision.SIGNED;
        record.signRisks(task.number("sessionId"), signed, submitted.note(), task.actor());
        task.set("risksRefused", !signed);
    }
}
