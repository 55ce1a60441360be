package io.github.integratedresponse.review;

/** What kind of gap a root cause is. */
public enum Classification {
    PROCESS_GAP("Process gap"),
    CONTROL_GAP("Control gap"),
    PRODUCT_DEFECT("Product defect"),
    DETECTION_GAP("Detection gap"),
    HUMAN_FACTOR("Human factor");

    private final String label;

    Classification(String label) {
        this.label = label;
    }

    /** As people say it. */
    public String label() {
        return label;
    }
}
