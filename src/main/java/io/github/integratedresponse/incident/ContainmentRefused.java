package io.github.integratedresponse.incident;

/** A connected system will not carry out a containment step; a person has to. The message says why. */
public class ContainmentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContainmentRefused(String message) {
        super(message);
    }
}
