package io.github.integratedresponse.sla;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.core.model.CoreModelElement;
import org.jspecify.annotations.Nullable;

/**
 * The clock that an element of a diagram declares.
 *
 * @param since asks from when its time counts; {@code null} for the start of the element
 * @param subject asks what it is about, where its name does not say it
 */
record DeclaredClock(String name, @Nullable Expression since, @Nullable Expression subject) {

    private static final String KEY = "slaClock";

    /** @return what a parsed element declares; {@code null} when it makes no promise */
    static @Nullable DeclaredClock of(CoreModelElement element) {
        return (DeclaredClock) element.getProperty(KEY);
    }

    void keepIn(CoreModelElement element) {
        element.setProperty(KEY, this);
    }

    /** Starts it for the run that the execution is at, unless it was started before. */
    SlaClock start(DelegateExecution execution, Clocks clocks) {
        return clocks.started(name, execution.getActivityInstanceId(), ExecutionPromise.newRun(execution))
                // what it is about is asked only when it starts
                .orElseGet(() -> clocks.start(ExecutionPromise.of(execution, this)));
    }

    /** @return from when the time counts; {@code null} for now, also where the diagram asks and nobody knows */
    @Nullable
    Instant since(DelegateExecution execution) {
        Object answer = since == null ? null : since.getValue(execution);
        if (answer == null) {
            return null;
        }
        if (answer instanceof Date date) {
            return date.toInstant();
        }
        if (answer instanceof Instant instant) {
            return instant;
        }
        if (answer instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (answer instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        try {
            return OffsetDateTime.parse(answer.toString()).toInstant();
        } catch (DateTimeParseException e) {
            throw new ProcessEngineException(
                    "Clock %s is to count since %s, which is no moment".formatted(name, answer), e);
        }
    }

    @Nullable
    String subject(DelegateExecution execution) {
        Object answer = subject == null ? null : subject.getValue(execution);
        return answer == null || answer.toString().isBlank() ? null : answer.toString();
    }
}
