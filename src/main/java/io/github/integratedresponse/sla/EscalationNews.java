package io.github.integratedresponse.sla;

/** Hears what happens when promises are late, in the transaction in which it happens. Whoever keeps a record of the work implements it. */
public interface EscalationNews {

    /**
     * @param businessKey of the work, such as {@code INC-2026-000123}; it may be of another kind of work
     * @param actor the person who acted, or {@code system}
     */
    void happened(String businessKey, String actor, String text);
}
