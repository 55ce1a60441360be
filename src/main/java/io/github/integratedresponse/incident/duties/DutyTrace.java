package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.incident.LoopTrace;
import io.github.integratedresponse.notification.Message;
import io.github.integratedresponse.notification.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows on an incident whom it must be told to, and every message that was not sent. */
@Component
class DutyTrace implements LoopTrace {

    private final Incidents incidents;
    private final Duties duties;
    private final Messages messages;

    DutyTrace(Incidents incidents, Duties duties, Messages messages) {
        this.incidents = incidents;
        this.duties = duties;
        this.messages = messages;
    }

    record Line(
            Duty duty,
            NotificationDuty.State state,
            @Nullable Instant dueAt,
            @Nullable Instant sentAt,
            @Nullable String proof) {}

    record Unsent(long messageId, String subject, Message.State state, @Nullable String reason) {}

    @Override
    public Map<String, Object> of(long incidentId) {
        Incident incident = incidents.byId(incidentId);
        List<Line> owed = duties.of(incidentId).stream()
                .map(duty -> new Line(duty.duty(), duty.state(), duty.dueAt(), duty.sentAt(), duty.proof()))
                .toList();
        List<Unsent> unsent = messages.of(incident.number()).stream()
                .filter(message -> !message.sent())
                .map(message -> new Unsent(message.id(), message.subject(), message.state(), message.reason()))
                .toList();
        return Map.of("duties", owed, "messagesNotSent", unsent);
    }
}
