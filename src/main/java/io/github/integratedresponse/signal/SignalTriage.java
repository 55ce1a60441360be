package io.github.integratedresponse.signal;

/**
 * What becomes of a new signal. The next stage of the loop implements it, so that intake needs no knowledge of incidents. Called once
 * per signal, in the transaction that stores it.
 */
public interface SignalTriage {

    Outcome place(Signal signal);

    /** @param incident the number of the incident that was opened, or that the signal was attached to */
    record Outcome(Disposition disposition, String incident) {}

    /** Whether the signal opened an incident or joined one that is open. */
    enum Disposition {
        OPENED,
        ATTACHED
    }
}
