package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Problems;
import io.github.integratedresponse.process.TaskContext;
import io.github.integratedresponse.process.TaskForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form on which an operations review is prepared from its figures. */
@Component
class PrepareSessionForm implements TaskForm<PrepareSessionForm.Preparation> {

    private final ReviewSessions sessions;
    private final SessionRecord record;
    private final Clock clock;

    PrepareSessionForm(ReviewSessions sessions, SessionRecord record, Clock clock) {
        this.sessions = sessions;
        this.record = record;
        this.clock = clock;
    }

    /** What is to be talked about, and by whom. */
    record Preparation(
            @NotBlank(message = "say what is to be talked about")
                    @Size(max = 8000, message = "may be 8000 characters long at most")
                    String agenda,
            @NotBlank(message = "say what the figures tell")
                    @Size(max = 8000, message = "may be 8000 characters long at most")
                    String highlights,
            @Nullable Instant scheduledFor,
            @NotEmpty(message = "invite somebody") List<@Valid SessionPerson> invitees) {}

    @Override
    public String id() {
        return "prepare-session";
    }

    @Override
    public Class<Preparation> type() {
        return Preparation.class;
    }

    @Override
    public Map<String, Object> prefill(TaskContext task) {
        ReviewSession session = sessions.byId(task.number("sessionId"));
        Map<String, Object> shown = new HashMap<>();
        // after a postponement nothing has to be written twice
        if (session.agenda() != null) {
            shown.put("agenda", session.agenda());
        }
        if (session.highlights() != null) {
            shown.put("highlights", session.highlights());
        }
        shown.put("invitees", SessionPerson.shown(record.people(session.id(), false)));
        return shown;
    }

    @Override
    public void check(Preparation submitted, TaskContext task, Problems problems) {
        problems.addIf(
                submitted.scheduledFor() != null && submitted.scheduledFor().isBefore(clock.instant()),
                "scheduledFor",
                "is over already");
    }

    @Override
    public void accept(Preparation submitted, TaskContext task) {
        long id = task.number("sessionId");
        sessions.prepared(id, submitted.agenda(), submitted.highlights(), submitted.scheduledFor());
        record.invite(id, submitted.invitees());
    }
}
