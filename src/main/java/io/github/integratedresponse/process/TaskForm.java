package io.github.integratedresponse.process;

import java.util.Map;

/**
 * What happens with one form of a human task: what it shows, what makes a submission wrong, and what becomes of a right one.
 * One bean per form; a diagram that names a form without such a bean is not deployed.
 *
 * <p>The submitted values never become process variables. They are bound to {@code T} by component name, checked with Bean
 * Validation, then by {@link #check}; only if no problem was found, {@link #accept} runs, in the transaction that completes the task.
 *
 * @param <T> the typed submission. Components may be text, numbers, booleans, enums, {@link java.time.Instant}, {@link java.time.LocalDate},
 *     other records, and lists of those; a field left empty arrives as {@code null}, a list left empty as an empty list
 */
public interface TaskForm<T extends Record> {

    /** The id of the form, as in {@code forms/<id>.form} and in the task's {@code camunda:formRef}. */
    String id();

    Class<T> type();

    /**
     * What the form shows when it is opened: read from the records each time, never stored with the process.
     *
     * @return text, numbers, booleans, or lists and maps of them (also the options of a {@code valuesKey}), by the key of the form's field
     */
    default Map<String, Object> prefill(TaskContext task) {
        return Map.of();
    }

    /** Adds what Bean Validation can't see: rules of the domain, in the words of the person's own form. */
    default void check(T submitted, TaskContext task, Problems problems) {}

    /** Writes the record and its timeline line, and sets the few scalars that the next gateways read. */
    void accept(T submitted, TaskContext task);
}
