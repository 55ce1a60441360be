package io.github.integratedresponse.incident.duties;

/** Whom an incident may have to be told to, and how soon. The decision {@code notification-duties} says which apply. */
public enum Duty {
    GDPR_72H("GDPR: notification to the supervisory authority within 72 hours"),
    NIS2_24H("NIS2: early warning to the CSIRT within 24 hours"),
    NIS2_72H("NIS2: incident notification to the CSIRT within 72 hours"),
    NIS2_1M("NIS2: final report to the CSIRT one month after the notification"),
    DORA_4H("DORA: initial notification to the competent authority within 4 hours"),
    SEC_4BD("SEC: Form 8-K, Item 1.05, within four business days"),
    CRA_24H("CRA: early warning of an exploited vulnerability within 24 hours"),
    CRA_72H("CRA: notification of an exploited vulnerability within 72 hours"),
    CUSTOMER("Affected customers"),
    PARTNER("Affected partners"),
    EXECUTIVE("Executive management");

    private final String title;

    Duty(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The law under which an authority that was told something expects the rest. */
    String regime() {
        int end = name().indexOf('_');
        return end < 0 ? name() : name().substring(0, end);
    }
}
