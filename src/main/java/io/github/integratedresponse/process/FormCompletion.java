package io.github.integratedresponse.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Holds the door for a task that is completed without its form: the variables given are its submission, and are dropped. */
class FormCompletion implements TaskListener {

    private final String formId;
    private final FormSubmission submission;

    FormCompletion(String formId, FormSubmission submission) {
        this.formId = formId;
        this.submission = submission;
    }

    @Override
    public void notify(DelegateTask delegateTask) {
        TaskEntity task = (TaskEntity) delegateTask;
        if (Boolean.TRUE.equals(task.getVariableLocal(RecordTaskFormHandler.ACCEPTED))) {
            task.removeVariableLocal(RecordTaskFormHandler.ACCEPTED);
            return;
        }
        Set<String> fields = submission.fields(formId);
        Map<String, Object> given = new HashMap<>();
        for (String field : fields) {
            if (task.hasVariable(field)) {
                given.put(field, task.getVariable(field));
            }
        }
        given.keySet().forEach(task::removeVariable);
        try {
            submission.submit(formId, given, new EngineTaskContext(task));
        } catch (Rejection e) {
            // the engine wraps what a listener throws, but keeps what it was told first
            Context.getCommandInvocationContext().trySetThrowable(e);
            throw e;
        }
    }
}
