package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.form.FormFieldImpl;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the engine's own form handler on every task with a form: what the form shows is read from the records when it is
 * opened, and what it submits goes to its {@link TaskForm} without ever being a process variable.
 */
class RecordTaskFormHandler implements TaskFormHandler {

    /** Says, inside one command, that the submission of this task was accepted. Never stored. */
    static final String ACCEPTED = "formAccepted";

    private final TaskFormHandler original;
    private final String formId;
    private final FormSubmission submission;
    private final ObjectMapper json;

    RecordTaskFormHandler(TaskFormHandler original, String formId, FormSubmission submission, ObjectMapper json) {
        this.original = original;
        this.formId = formId;
        this.submission = submission;
        this.json = json;
    }

    @Override
    public void parseConfiguration(
            Element activity, DeploymentEntity deployment, ProcessDefinitionEntity definition, BpmnParse parse) {
        original.parseConfiguration(activity, deployment, definition, parse);
    }

    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
        TaskFormData form = original.createTaskForm(task);
        submission.prefill(formId, new EngineTaskContext(task)).forEach((key, value) -> {
            FormFieldImpl field = new FormFieldImpl();
            field.setId(key);
            field.setValue(typed(value));
            form.getFormFields().add(field);
        });
        return form;
    }

    @Override
    public void submitFormVariables(VariableMap submitted, VariableScope scope) {
        TaskEntity task = (TaskEntity) scope;
        submission.submit(formId, submitted, new EngineTaskContext(task));
        task.setVariableLocal(ACCEPTED, Variables.booleanValue(true, true));
    }

    private TypedValue typed(@Nullable Object value) {
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            try {
                return SpinValues.jsonValue(json.writeValueAsString(value)).create();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Form " + formId + " can't show " + value, e);
            }
        }
        if (value instanceof Enum<?> constant) {
            return Variables.stringValue(constant.name());
        }
        if (value instanceof java.time.temporal.TemporalAccessor time) {
            return Variables.stringValue(time.toString());
        }
        return Variables.untypedValue(value);
    }
}
