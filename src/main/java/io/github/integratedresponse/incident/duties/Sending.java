package io.github.integratedresponse.incident.duties;

import io.github.integratedresponse.notification.Channel;
import io.github.integratedresponse.notification.Message;
import io.github.integratedresponse.notification.Messages;
import io.github.integratedresponse.notification.NewMessage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends what was approved for a duty, and takes the proof from what the other side answered. */
@Component
class Sending {

    private final Duties duties;
    private final Drafts drafts;
    private final Messages messages;

    Sending(Duties duties, Drafts drafts, Messages messages) {
        this.duties = duties;
        this.drafts = drafts;
        this.messages = messages;
    }

    /**
     * @return whether it was sent; if not, {@link #whyNot} says why
     * @throws io.github.integratedresponse.notification.DeliveryFailed when trying again may help
     */
    @Transactional
    boolean send(long dutyId, String businessKey) {
        Draft draft = drafts.latest(dutyId).orElseThrow();
        if (draft.way() == Draft.Way.PORTAL) {
            return false;
        }
        Message kept = messages.keep(new NewMessage(
                "duty-" + dutyId + "-draft-" + draft.version(),
                businessKey,
                Channel.valueOf(draft.way().name()),
                draft.recipients(),
                draft.subject(),
                draft.body()));
        Message message = messages.send(kept.id());
        drafts.keptAs(draft.id(), message.id());
        return message.sent();
    }

    /** @return why the last draft was not sent by the platform */
    String whyNot(long dutyId) {
        Message message = drafts.latest(dutyId).map(this::message).orElse(null);
        return message == null
                ? "It is to be told by hand"
                : Objects.requireNonNullElse(message.reason(), "The reason is not known");
    }

    /** Marks the duty met by the message that was sent for it; one that a person has proved already stays so. */
    @Transactional
    void prove(long dutyId) {
        if (duties.byId(dutyId).met()) {
            return;
        }
        Message message = Objects.requireNonNull(message(drafts.latest(dutyId).orElseThrow()));
        duties.meet(
                dutyId,
                Objects.requireNonNull(message.sentAt()),
                message.channel() == Channel.MAIL
                        ? "by mail"
                        : "by webhook " + message.recipients().get(0),
                Objects.requireNonNull(message.proof()),
                "system",
                message.id());
    }

    private @Nullable Message message(Draft draft) {
        return draft.messageId() == null ? null : messages.byId(draft.messageId());
    }
}
