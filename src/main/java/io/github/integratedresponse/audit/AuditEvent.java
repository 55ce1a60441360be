package io.github.integratedresponse.audit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that an auditor will want to know happened.
 *
 * @param kind a short word for what it was, such as {@code signed-in}
 * @param actor the person who acted, or {@code system}
 * @param subject the id of what it was done to
 * @param text one line, never a secret, and nothing of a restricted incident but its code name
 * @param incidentId the incident it belongs to, so that a restricted incident's events can be kept from others
 * @param businessKey the process it belongs to, for the same reason
 */
public record AuditEvent(
        Category category,
        String kind,
        String actor,
        @Nullable String subject,
        String text,
        @Nullable Long incidentId,
        @Nullable String businessKey) {

    private static final int LONGEST = 4_000;

    /** Keeps it one line: what others name, such as a user id or a file, must not look like another entry. */
    public AuditEvent {
        kind = line(kind);
        actor = line(actor);
        subject = subject == null ? null : line(subject);
        text = line(text);
    }

    public AuditEvent(Category category, String kind, String actor, @Nullable String subject, String text) {
        this(category, kind, actor, subject, text, null, null);
    }

    public AuditEvent ofIncident(long id) {
        return new AuditEvent(category, kind, actor, subject, text, id, businessKey);
    }

    public AuditEvent ofProcess(@Nullable String key) {
        return new AuditEvent(category, kind, actor, subject, text, incidentId, key);
    }

    private static String line(String text) {
        String line = Objects.requireNonNull(text)
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
