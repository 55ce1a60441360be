package io.github.integratedresponse.signal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of signals. The next stage of the loop implements it, so that intake needs no knowledge of incidents. Called by a job of
 * the engine, in its transaction: what it does commits with what is noted on the signals, or not at all.
 */
public interface SignalTriage {

    /**
     * Places new signals, each once. They come together because they came in together; each is judged by itself, in this order, and
     * may join the incident that one before it opened.
     *
     * @return one for each, in the same order
     */
    List<Outcome> place(List<Signal> signals);

    /**
     * Tells the incident of a signal what the source said since. Called once for each change.
     *
     * @param signal as it is now
     * @param before as it was when the incident was told last
     * @return what became of the signal, when the change made it be placed anew: one that was only kept tells more, or its incident is
     *     closed and there is reason to look again
     */
    Optional<Outcome> changed(Signal signal, Signal before, Change change);

    /**
     * @param incident the number of the incident that was opened, or that the signal was attached to; {@code null} for {@link
     *     Disposition#KEPT}
     * @param rule the rule that said so, in words for people
     * @param version of the decision that has the rule; 0 when it is no decision's
     */
    record Outcome(Disposition disposition, @Nullable String incident, String rule, int version) {}

    /** What became of a signal. */
    enum Disposition {
        /** It opened an incident. */
        OPENED,
        /** It joined one that was open. */
        ATTACHED,
        /** It is kept to be looked for, and nothing else. */
        KEPT
    }

    /** What a source said of a finding that it had reported before. */
    enum Change {
        UPDATE,
        CLOSE
    }
}
