package io.github.integratedresponse.notification;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Tells people what messages can be sent with on this platform. */
@Component
public class Channels {

    private final ObjectProvider<JavaMailSender> mail;
    private final Webhooks webhooks;

    Channels(ObjectProvider<JavaMailSender> mail, Webhooks webhooks) {
        this.mail = mail;
        this.webhooks = webhooks;
    }

    /** @return a sentence such as "Mail is sent. Webhooks: authority, partners." */
    public String configured() {
        Map<String, Webhooks.Webhook> named = Objects.requireNonNull(webhooks.webhooks());
        return (mail.getIfAvailable() == null
                        ? "No mail server is configured: mail is kept and must be sent by hand."
                        : "A mail server is configured.")
                + (named.isEmpty()
                        ? " No webhook is configured."
                        : " Webhooks: " + String.join(", ", new TreeSet<>(named.keySet())) + ".");
    }
}
