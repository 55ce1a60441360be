package io.github.integratedresponse.review;

/** What a repair item is for. */
public enum ItemClass {
    DETECT("Detect"),
    PREVENT("Prevent"),
    MITIGATE("Mitigate"),
    PROCESS("Process");

    private final String label;

    ItemClass(String label) {
        this.label = label;
    }

    /** As people say it. */
    public String label() {
        return label;
    }
}
