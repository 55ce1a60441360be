package io.github.integratedresponse.incident;

/** Where in the loop an incident is. */
public enum Stage {
    FIRST_RESPONSE("first response"),
    REMEDIATION("remediation"),
    REVIEW("review"),
    REPAIR("repair"),
    CLOSED("closed");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
