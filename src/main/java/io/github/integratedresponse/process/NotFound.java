package io.github.integratedresponse.process;

/** What was asked for does not exist, or not for this person. */
public class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super(what);
    }
}
