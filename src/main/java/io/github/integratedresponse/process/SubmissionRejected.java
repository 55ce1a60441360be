package io.github.integratedresponse.process;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;

/** A submitted form had problems; the task stays open. The message is what the person reads in Tasklist. */
class SubmissionRejected extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    SubmissionRejected(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(" • ", "Please check: ", "")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
