package io.github.integratedresponse.tasklist;

import org.jspecify.annotations.Nullable;

/**
 * What became of one task that somebody wanted to have.
 *
 * @param by who has it now
 */
record Claimed(String task, @Nullable String name, Outcome outcome, @Nullable String by) {

    enum Outcome {
        CLAIMED,
        /** The person had it before. */
        YOURS,
        /** Somebody else was faster. */
        TAKEN,
        /** The person sees it, but it is for others to work on. */
        NOT_ALLOWED,
        /** The process it belongs to stands still. */
        SUSPENDED,
        /** There is no such task for this person; perhaps it was completed meanwhile. */
        GONE
    }
}
