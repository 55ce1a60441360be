package io.github.integratedresponse.process;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;

/** How the engine hears that a form is rejected: as the fault of the request, so that it logs no error of its own. */
class Rejection extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param labels what the fields are called where the person reads of the problems */
    Rejection(List<Problem> problems, FormLabels labels) {
        super(problems.stream().map(labels::worded).collect(Collectors.joining(" • ", "Please check: ", "")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
