package io.github.integratedresponse.review;

import io.github.integratedresponse.notification.Channel;
import io.github.integratedresponse.notification.Messages;
import io.github.integratedresponse.notification.NewMessage;
import io.github.integratedresponse.process.LeavesTheProcess;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the minutes of a session by mail to everybody who was invited or there and can be written to. */
@Component
@LeavesTheProcess
class SendMinutes implements JavaDelegate {

    private final ReviewSessions sessions;
    private final SessionRecord record;
    private final ProposedRepairItems proposals;
    private final Messages messages;

    SendMinutes(ReviewSessions sessions, SessionRecord record, ProposedRepairItems proposals, Messages messages) {
        this.sessions = sessions;
        this.record = record;
        this.proposals = proposals;
        this.messages = messages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ReviewSession session = sessions.byId(((Number) execution.getVariable("sessionId")).longValue());
        List<String> addresses = Stream.of(true, false)
                .flatMap(attended -> record.people(session.id(), attended).stream())
                .map(SessionPerson::address)
                .filter(Objects::nonNull)
                .filter(address -> Channel.MAIL.problemWith(address).isEmpty())
                .distinct()
                .toList();
        if (!addresses.isEmpty()) {
            messages.send(messages.keep(new NewMessage(
                            "minutes-" + session.number(),
                            session.number(),
                            Channel.MAIL,
                            addresses,
                            "Minutes of " + session.number() + ", " + session.title(),
                            minutes(session)))
                    .id());
        }
    }

    private String minutes(ReviewSession session) {
        StringBuilder text = new StringBuilder(Objects.requireNonNullElse(session.minutes(), ""));
        text.append("\n\nDecisions\n");
        record.decisions(session.id())
                .forEach(made -> text.append("- %s (%s)\n".formatted(made.decision(), made.decidedBy())));
        text.append("\nActions\n");
        proposals
                .ofSession(session.id())
                .forEach(action -> text.append("- %s (%s)\n".formatted(action.title(), action.owner())));
        return text.toString();
    }
}
