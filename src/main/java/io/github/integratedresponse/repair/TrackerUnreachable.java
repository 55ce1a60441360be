package io.github.integratedresponse.repair;

/** The tracker did not do what it was asked; a retry may help. */
public class TrackerUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrackerUnreachable(String what, Throwable cause) {
        super(what, cause);
    }
}
