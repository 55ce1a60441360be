package io.github.integratedresponse.process;

import java.util.List;

/** What was asked for is well said, but does not fit how things stand now. */
public class Conflict extends InvalidInput {

    private static final long serialVersionUID = 1L;

    public Conflict(List<Problem> problems) {
        super(problems);
    }

    public Conflict(String field, String message) {
        super(field, message);
    }
}
