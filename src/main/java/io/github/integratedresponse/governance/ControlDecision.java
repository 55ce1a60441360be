package io.github.integratedresponse.governance;

/** What a root cause asks of the standard. */
public enum ControlDecision {
    NEW_CONTROL("New control"),
    CHANGE_CONTROL("Change the control"),
    STRENGTHEN_GUIDANCE("Strengthen the guidance"),
    ENFORCE("Enforce what is there"),
    NONE("No change");

    private final String label;

    ControlDecision(String label) {
        this.label = label;
    }

    /** As people say it. */
    public String label() {
        return label;
    }

    /** Whether what a control asks for is other than before, so that an assessment from before tells nothing about it. */
    boolean changesWhatIsAsked() {
        return this == NEW_CONTROL || this == CHANGE_CONTROL;
    }
}
