package io.github.integratedresponse.process;

import java.util.List;

/** The input can be read, but a rule of the domain forbids what it says. */
public class Unacceptable extends InvalidInput {

    private static final long serialVersionUID = 1L;

    public Unacceptable(List<Problem> problems) {
        super(problems);
    }

    public Unacceptable(String field, String message) {
        super(field, message);
    }
}
