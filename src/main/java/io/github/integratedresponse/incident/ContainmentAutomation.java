package io.github.integratedresponse.incident;

/** The port through which a connected system carries out containment steps. Adapters are beans; the first connected one is asked. */
public interface ContainmentAutomation {

    /** Whether there is a system behind it that can be asked. */
    boolean isConnected();

    /**
     * Has a step carried out. Any other exception than the named one means that trying again may help.
     *
     * @param idempotencyKey the same for every try of the same step
     * @return what the system said, for the record
     * @throws ContainmentRefused when the system will not do it, however often it is asked
     */
    String carryOut(ContainmentAction action, String incidentNumber, String idempotencyKey);
}
