package io.github.integratedresponse.notification;

import java.util.List;

/**
 * A message to be kept and sent. Attackers write parts of it, so nothing in it can become a header: control characters are gone, the
 * subject is one line.
 *
 * @param idempotencyKey what makes this message this one: kept once and sent once, however often it is asked for
 * @param businessKey what it belongs to, such as {@code INC-2026-000123}
 * @param recipients mail addresses, or the name of one webhook
 * @param body plain text
 */
public record NewMessage(
        String idempotencyKey,
        String businessKey,
        Channel channel,
        List<String> recipients,
        String subject,
        String body) {

    private static final int LONGEST_SUBJECT = 250;

    /** @throws IllegalArgumentException when nothing can be sent to one of the recipients, see {@link Channel#problemWith} */
    public NewMessage {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty() || (channel == Channel.WEBHOOK && recipients.size() > 1)) {
            throw new IllegalArgumentException("A message goes to at least one address, or to one webhook");
        }
        for (String recipient : recipients) {
            channel.problemWith(recipient).ifPresent(problem -> {
                throw new IllegalArgumentException("Recipients " + problem);
            });
        }
        String line = subject.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
        subject = line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line;
        body = body.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\\n\\t]]", " ");
    }
}
