package io.github.integratedresponse.sla;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reminds people of promises: each person once per promise, however many timers and tasks there are. */
@Component
class Reminders {

    private final Responsible responsible;
    private final Escalations escalations;
    private final ObjectProvider<EscalationNews> news;

    Reminders(Responsible responsible, Escalations escalations, ObjectProvider<EscalationNews> news) {
        this.responsible = responsible;
        this.escalations = escalations;
        this.news = news;
    }

    void remind(SlaClock promise, EscalationLevel level) {
        Set<String> reminded = new TreeSet<>();
        for (Responsible.Work work : responsible.openWork(promise)) {
            for (String person : responsible.people(work)) {
                if (escalations.remindOnce(promise, level, person, work.name())) {
                    reminded.add(person);
                }
            }
        }
        if (!reminded.isEmpty()) {
            String text = "Clock %s %s %s; reminded: %s"
                    .formatted(
                            promise.name(),
                            level == EscalationLevel.BREACH ? "was due at" : "is due at",
                            promise.dueAt(),
                            String.join(", ", reminded));
            news.forEach(one -> one.happened(promise.businessKey(), "system", text));
        }
    }
}
