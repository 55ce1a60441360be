package io.github.integratedresponse.signal;

import org.jspecify.annotations.Nullable;

/**
 * What storing a finding came to.
 *
 * @param incident the number of the incident that the signal belongs to, when that is known by now
 */
record Stored(long signalId, Fate fate, @Nullable String incident) {

    enum Fate {
        /** It is new, and will be placed. */
        ACCEPTED,
        /** It says what is known, or something older. */
        DUPLICATE,
        /** It says something else of a known signal. */
        UPDATED,
        /** The source closed a known signal. */
        CLOSED
    }
}
