package io.github.integratedresponse.access;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The open tasks that the person asking may read, as the engine decides: by team, assignment, role, and knowledge of the incident. */
@Component
public class VisibleTasks {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final TaskService tasks;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final ProcessEngineConfigurationImpl engine;

    VisibleTasks(ProcessEngine engine) {
        this.tasks = engine.getTaskService();
        this.identity = engine.getIdentityService();
        this.authorizations = engine.getAuthorizationService();
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** @return the task; empty when there is none, or none that the person asking may read */
    public Optional<VisibleTask> byId(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        // in one command, for what stands around the task is read with it
        return engine.getCommandExecutorTxRequired().execute(command -> Optional.ofNullable(
                        tasks.createTaskQuery().taskId(id).singleResult())
                .map(VisibleTasks::seen));
    }

    /** @return other open tasks of the same work that the person asking may read, the next due first, {@code limit} at most */
    public List<VisibleTask> besides(VisibleTask task, int limit) {
        if (task.businessKey().isEmpty()) {
            return List.of();
        }
        return engine.getCommandExecutorTxRequired().execute(command -> tasks
                .createTaskQuery()
                .processInstanceBusinessKey(task.businessKey())
                .orderByDueDate()
                .asc()
                .listPage(0, limit + 1)
                .stream()
                .filter(other -> !other.getId().equals(task.id()))
                .limit(limit)
                .map(VisibleTasks::seen)
                .toList());
    }

    /** @return whether the person asking may enter Cockpit */
    public boolean mayEnterCockpit() {
        Authentication asking = identity.getCurrentAuthentication();
        return asking != null
                && (asking.getGroupIds().contains(Role.ADMINISTRATOR.id())
                        || authorizations.isUserAuthorized(
                                asking.getUserId(),
                                asking.getGroupIds(),
                                Permissions.ACCESS,
                                Resources.APPLICATION,
                                "cockpit"));
    }

    private static VisibleTask seen(Task found) {
        TaskEntity task = (TaskEntity) found;
        ExecutionEntity execution = task.getExecution();
        var definition = execution.getProcessDefinition();
        return new VisibleTask(
                task.getId(),
                Objects.requireNonNullElse(task.getName(), task.getTaskDefinitionKey()),
                task.getTaskDefinitionKey(),
                definition.getKey(),
                Objects.requireNonNullElse(definition.getName(), definition.getKey()),
                task.getProcessInstanceId(),
                Objects.requireNonNullElse(execution.getProcessBusinessKey(), ""),
                task.getAssignee(),
                task.getCreateTime().toInstant(),
                Optional.ofNullable(task.getDueDate()).map(Date::toInstant).orElse(null),
                scalars(task),
                runs(execution));
    }

    /** Only what stands for itself: an object of whatever class is not even read. */
    private static Map<String, Object> scalars(TaskEntity task) {
        VariableMap all = task.getVariablesTyped(false);
        Map<String, Object> scalars = new HashMap<>();
        for (String name : all.keySet()) {
            TypedValue value = all.getValueTyped(name);
            if (value.getType() != null && value.getType().isPrimitiveValueType() && value.getValue() != null) {
                scalars.put(name, value.getValue());
            }
        }
        return scalars;
    }

    private static List<String> runs(ExecutionEntity execution) {
        Set<String> runs = new LinkedHashSet<>();
        ExecutionEntity at = execution;
        while (at != null) {
            if (at.getActivityInstanceId() != null) {
                runs.add(at.getActivityInstanceId());
            }
            at = around(at);
        }
        return new ArrayList<>(runs);
    }

    private static @Nullable ExecutionEntity around(ExecutionEntity execution) {
        return execution.getParent() != null ? execution.getParent() : execution.getSuperExecution();
    }
}
