package io.github.integratedresponse.process;

/** Rules that a diagram must keep to be deployed. Modules add those about what they offer to diagrams; all of them are asked. */
public interface DiagramCheck {

    /** Refuses, by {@link Diagram#refuse}, whatever breaks a rule; goes on to the end, so that everything is named at once. */
    void check(Diagram diagram);

    /** Whether it keeps code out of the platform. Such a rule holds for every diagram, also for one that an operator answers for. */
    default boolean keepsCodeOut() {
        return false;
    }
}
