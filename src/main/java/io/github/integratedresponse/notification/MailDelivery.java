package io.github.integratedresponse.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends plain-text mail. One message always carries the same Message-ID, so that a mail server that gets it twice can tell. */
@Component
class MailDelivery implements Delivery {

    private final ObjectProvider<JavaMailSender> sender;
    private final String from;

    MailDelivery(ObjectProvider<JavaMailSender> sender, MailProperties properties) {
        this.sender = sender;
        this.from = properties.from();
    }

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public Optional<String> missing(Message message) {
        return sender.getIfAvailable() == null
                ? Optional.of("No mail server is configured (spring.mail.host)")
                : Optional.empty();
    }

    @Override
    public String deliver(Message message) {
        JavaMailSender server = sender.getObject();
        try {
            MimeMessage mail = written(message, server.createMimeMessage());
            server.send(mail);
            return "Message-ID " + mail.getMessageID();
        } catch (MailException | MessagingException e) {
            Throwable cause = e instanceof MailSendException failed && failed.getMessageExceptions().length > 0
                    ? failed.getMessageExceptions()[0]
                    : e;
            String what = "The mail server did not take it: " + said(cause);
            throw refusedForGood(cause) ? new Undeliverable(what) : new DeliveryFailed(what);
        }
    }

    private MimeMessage written(Message message, MimeMessage mail) throws MessagingException {
        mail.setFrom(new InternetAddress(from));
        for (String recipient : message.recipients()) {
            mail.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(recipient, true));
        }
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setText(message.body(), StandardCharsets.UTF_8.name(), "plain");
        mail.setSentDate(Date.from(message.keptAt()));
        UUID id = UUID.nameUUIDFromBytes(message.idempotencyKey().getBytes(StandardCharsets.UTF_8));
        mail.setHeader("Message-ID", "<" + id + "." + message.id() + "@integrated-response>");
        // a holiday notice must not come back as an answer
        mail.setHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    /** RFC 5321: a reply that begins with 5 will be the same next time. */
    private static boolean refusedForGood(Throwable failure) {
        for (Throwable at = failure; at != null; at = next(at)) {
            if (at instanceof SMTPAddressFailedException address && address.getReturnCode() / 100 == 5) {
                return true;
            }
            if (at instanceof SMTPSendFailedException refused && refused.getReturnCode() / 100 == 5) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable at) {
        if (at instanceof MessagingException chained && chained.getNextException() != null) {
            return chained.getNextException();
        }
        return at.getCause();
    }

    private static String said(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                .replaceAll("\\p{Cc}+", " ")
                .strip();
    }
}
