package io.github.integratedresponse.incident;

/** Why an incident is closed. */
public enum ClosureReason {
    RESOLVED("Resolved: cause removed, service restored"),
    RISK_ACCEPTED("Contained, and the remaining risk is accepted"),
    AUTHORISED_ACTIVITY("Authorised activity, such as an exercise"),
    INCONCLUSIVE("Inconclusive: the evidence does not decide it"),
    HANDED_OVER("Handed over to another organisation"),
    BENIGN("Benign: real, but harmless"),
    FALSE_POSITIVE("False positive"),
    DUPLICATE("Duplicate of another incident");

    private final String title;

    ClosureReason(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether it can be the end of an incident that was found to be one. */
    boolean endsARealIncident() {
        return ordinal() <= HANDED_OVER.ordinal();
    }
}
