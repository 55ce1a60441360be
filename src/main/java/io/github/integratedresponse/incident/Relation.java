package io.github.integratedresponse.incident;

/** How a signal is related to an open incident, strongest first; the decision {@code correlation} knows it by these words. */
enum Relation {
    SAME_THING("same thing"),
    SAME_ACTOR("same actor"),
    SAME_TECHNIQUE("same technique on product"),
    /** The incident is the signal's own. */
    ITSELF("itself"),
    NONE("none");

    private final String words;

    Relation(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
