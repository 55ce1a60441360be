package io.github.integratedresponse.process;

import java.util.Objects;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/** A {@link TaskContext} over the engine's task, valid inside the command that handles it. */
class EngineTaskContext implements TaskContext {

    private final TaskEntity task;

    EngineTaskContext(TaskEntity task) {
        this.task = task;
    }

    /** @return the form as it was deployed together with the task's diagram; empty when it was not */
    byte[] formDeployed(String formId) {
        String deployment = task.getExecution().getProcessDefinition().getDeploymentId();
        var form = Context.getCommandContext()
                .getCamundaFormDefinitionManager()
                .findDefinitionByDeploymentAndKey(deployment, formId);
        return form == null
                ? new byte[0]
                : Context.getCommandContext()
                        .getResourceManager()
                        .findResourceByDeploymentIdAndResourceName(deployment, form.getResourceName())
                        .getBytes();
    }

    /** @return whether the task is part of work that only a few may know of */
    boolean restricted() {
        return task.getTenantId() != null;
    }

    @Override
    public String taskId() {
        return task.getId();
    }

    @Override
    public String taskKey() {
        return task.getTaskDefinitionKey();
    }

    @Override
    public String processInstanceId() {
        return task.getProcessInstanceId();
    }

    @Override
    public String businessKey() {
        return Objects.requireNonNullElse(task.getExecution().getProcessBusinessKey(), "");
    }

    @Override
    public String actor() {
        String user = Context.getCommandContext().getAuthenticatedUserId();
        return user != null ? user : Objects.requireNonNullElse(task.getAssignee(), "system");
    }

    @Override
    public long number(String variable) {
        if (variable(variable) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("The process carries no number " + variable);
    }

    @Override
    public String text(String variable) {
        if (variable(variable) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("The process carries no text " + variable);
    }

    @Override
    public @Nullable Object variable(String variable) {
        return task.getVariable(variable);
    }

    @Override
    public void set(String variable, @Nullable Object scalar) {
        task.getProcessInstance().setVariable(variable, scalar);
    }

    @Override
    public void setLocal(String variable, @Nullable Object scalar) {
        task.getExecution().setVariableLocal(variable, scalar);
    }
}
