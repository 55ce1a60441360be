package io.github.integratedresponse.incident.duties;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft of what is to be told.
 *
 * @param version counted from 1; a duty is told by its last one
 * @param comment what whoever looked at it last wanted changed or asked
 */
record Draft(
        long id,
        int version,
        Way way,
        List<String> recipients,
        String subject,
        String body,
        String draftedBy,
        @Nullable String comment,
        @Nullable Long messageId) {

    /** How it is told. */
    enum Way {
        MAIL,
        WEBHOOK,
        /** By a person, such as in the portal of an authority. */
        PORTAL
    }

    /** What became of a draft. */
    enum Outcome {
        APPROVED,
        RETURNED,
        LEGAL_QUESTION
    }
}
