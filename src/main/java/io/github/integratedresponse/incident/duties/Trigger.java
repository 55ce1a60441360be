package io.github.integratedresponse.incident.duties;

/** What begins the time in which a duty is to be met. */
public enum Trigger {
    AWARENESS("became aware of the incident"),
    CLASSIFICATION("classified the incident as major"),
    MATERIALITY("determined that the incident is material");

    private final String words;

    Trigger(String words) {
        this.words = words;
    }

    /** What the organisation did, as in "when the organisation became aware of the incident". */
    public String words() {
        return words;
    }
}
