package io.github.integratedresponse.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The one way a submitted form becomes a record: bind, check, accept, or refuse with every problem at once. */
@Component
class FormSubmission {

    private final Map<String, TaskForm<?>> forms;
    private final List<FormHeader> headers;
    private final FormBinder binder;
    private final Validator validator;
    private final ObjectMapper json;
    private final FormRejections rejections;

    FormSubmission(
            List<TaskForm<?>> forms,
            List<FormHeader> headers,
            FormBinder binder,
            Validator validator,
            ObjectMapper json,
            MeterRegistry meters) {
        this.forms = forms.stream().collect(Collectors.toMap(TaskForm::id, Function.identity()));
        this.headers = List.copyOf(headers);
        this.binder = binder;
        this.validator = validator;
        this.json = json;
        this.rejections = new FormRejections(this.forms.keySet(), meters);
    }

    boolean knows(String formId) {
        return forms.containsKey(formId);
    }

    Map<String, Object> prefill(String formId, TaskContext task) {
        Map<String, Object> values = new LinkedHashMap<>();
        headers.forEach(header -> values.putAll(header.of(task)));
        values.putAll(form(formId).prefill(task));
        return values;
    }

    /** The names a submission of this form may carry. */
    Set<String> fields(String formId) {
        return java.util.Arrays.stream(form(formId).type().getRecordComponents())
                .map(java.lang.reflect.RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    /** @throws Rejection when anything is wrong; nothing was changed then */
    void submit(String formId, Map<String, ?> submitted, EngineTaskContext task) {
        submit(form(formId), submitted, task);
    }

    private <T extends Record> void submit(TaskForm<T> form, Map<String, ?> submitted, EngineTaskContext task) {
        Problems problems = new Problems();
        T bound = binder.bind(form.type(), submitted, problems);
        Set<String> unreadable =
                problems.list().stream().map(Problem::field).collect(Collectors.toCollection(HashSet::new));
        validator.validate(bound).stream()
                .sorted(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .map(FormSubmission::problem)
                .filter(problem -> !unreadable.contains(problem.field()))
                .forEach(problem -> problems.add(problem.field(), problem.message()));
        if (problems.isEmpty()) {
            // the domain's rules may rely on what the constraints promise
            form.check(bound, task, problems);
        }
        if (!problems.isEmpty()) {
            throw rejection(problems.list(), form, task);
        }
        try {
            form.accept(bound, task);
        } catch (InvalidInput e) {
            throw rejection(e.problems(), form, task);
        }
    }

    private Rejection rejection(List<Problem> problems, TaskForm<?> form, EngineTaskContext task) {
        if (!task.restricted()) {
            rejections.count(form.id());
        }
        return new Rejection(problems, FormLabels.of(task.formDeployed(form.id()), json));
    }

    private static Problem problem(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                field.append('[').append(node.getIndex() + 1).append(']');
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                field.append(field.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return new Problem(field.toString(), violation.getMessage());
    }

    private TaskForm<?> form(String formId) {
        TaskForm<?> form = forms.get(formId);
        if (form == null) {
            throw new IllegalStateException("No TaskForm bean is there for form " + formId);
        }
        return form;
    }
}
