package io.github.integratedresponse.process;

import java.util.List;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/**
 * A submitted form had problems; the task stays open. The message is what the person reads in Tasklist, by the labels of the form; the
 * problems name the fields by their keys, for programs. The engine's REST API answers
 * 400 to this kind of exception, and 500 to nearly every other.
 */
class SubmissionRejected extends FormFieldValidationException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    SubmissionRejected(Rejection cause) {
        super(cause.problems(), cause.getMessage(), cause);
        this.problems = cause.problems();
    }

    List<Problem> problems() {
        return problems;
    }
}
