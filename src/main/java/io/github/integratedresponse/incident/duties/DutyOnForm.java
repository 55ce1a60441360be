package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.process.PlainText;
import io.github.integratedresponse.process.Shown;
import io.github.integratedresponse.process.TaskContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What every form about a duty shows of it. */
@Component
class DutyOnForm {

    private final Duties duties;
    private final Drafts drafts;

    DutyOnForm(Duties duties, Drafts drafts) {
        this.duties = duties;
        this.drafts = drafts;
    }

    NotificationDuty of(TaskContext task) {
        return duties.byId(task.number("dutyId"));
    }

    Draft draft(TaskContext task) {
        return drafts.latest(task.number("dutyId")).orElseThrow();
    }

    Map<String, Object> shown(NotificationDuty duty) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("dutyName", duty.duty().title());
        shown.put("dutySource", plain(duty.source()));
        shown.put("dueAt", duty.dueAt() == null ? "not known yet" : Shown.at(duty.dueAt()));
        return shown;
    }

    Map<String, Object> shownWithDraft(TaskContext task) {
        Map<String, Object> shown = shown(of(task));
        Draft draft = draft(task);
        shown.put("draftedBy", plain(draft.draftedBy()));
        shown.put("draftChannel", draft.way().name().toLowerCase(Locale.ROOT));
        shown.put("draftRecipients", plain(String.join(", ", draft.recipients())));
        shown.put("draftSubject", plain(draft.subject()));
        shown.put("draftBody", draft.body());
        return shown;
    }

    String question(TaskContext task) {
        return plain(drafts.latest(task.number("dutyId"))
                .map(Draft::comment)
                .map(comment -> Objects.requireNonNullElse(comment, ""))
                .orElse(""));
    }

    /** Texts that people and attackers wrote are shown through Markdown; nothing in them may act as markup. */
    static String plain(String text) {
        return PlainText.inMarkdown(text);
    }
}
