package io.github.integratedresponse.process;

import java.io.IOException;

/** The body of a request is larger than the platform reads. */
public class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    public TooLarge(long limit) {
        super("The body may be " + limit + " bytes at most");
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }
}
