package io.github.integratedresponse.incident;

/** Why an incident is closed. */
public enum ClosureReason {
    RESOLVED("Resolved: cause removed, service restored"),
    RISK_ACCEPTED("Contained, and the remaining risk is accepted"),
    NO_ACTION_POSSIBLE("Nothing can be done about it"),
    AUTHORISED_ACTIVITY("Authorised activity, such as an exercise"),
    INCONCLUSIVE("Inconclusive: the evidence does not decide it"),
    HANDED_OVER("Handed over to another organisation"),
    BENIGN("Benign: real, but harmless"),
    FALSE_POSITIVE("False positive: the detection rule is wrong"),
    FALSE_POSITIVE_DATA("False positive: the data behind the detection is wrong"),
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

    /** Whether it says why nothing is to be done about an incident with this verdict. */
    boolean explains(Verdict verdict) {
        return switch (verdict) {
            case BENIGN -> this == AUTHORISED_ACTIVITY || this == BENIGN;
            case FALSE_POSITIVE -> this == FALSE_POSITIVE || this == FALSE_POSITIVE_DATA;
            case DUPLICATE -> this == DUPLICATE;
            case TRUE_POSITIVE -> endsARealIncident();
        };
    }
}
