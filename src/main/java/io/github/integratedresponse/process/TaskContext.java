package io.github.integratedresponse.process;

import org.jspecify.annotations.Nullable;

/** The task a form belongs to, as its handler sees it. */
public interface TaskContext {

    String taskId();

    /** The id of the task in its diagram. */
    String taskKey();

    String processInstanceId();

    /** The business key of the process instance, such as {@code INC-2026-000123}; empty when it has none. */
    String businessKey();

    /** The person who acts, or {@code system} when nobody is signed in. */
    String actor();

    /** @throws IllegalStateException when the process carries no such number */
    long number(String variable);

    /** @throws IllegalStateException when the process carries no such text */
    String text(String variable);

    @Nullable
    Object variable(String variable);

    /** Sets a scalar on the process instance, for a gateway to read. */
    void set(String variable, @Nullable Object scalar);

    /** Sets a scalar on the scope the task runs in, such as one branch of a multi-instance. */
    void setLocal(String variable, @Nullable Object scalar);
}
