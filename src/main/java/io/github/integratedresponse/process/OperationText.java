package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.Category;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Puts an operation of the engine's log into one line. It names ids, people, groups and numbers only: values of variables, names of
 * tasks, comments and reasons may tell what an incident is about, or be secrets, and stay where they are.
 */
class OperationText {

    private static final Set<String> TOLD = Set.of(
            "assignee",
            "owner",
            "delegation",
            "priority",
            "dueDate",
            "followUpDate",
            "suspensionState",
            "retries",
            "candidate",
            "userId",
            "groupId",
            "tenantId",
            "type",
            "resource",
            "resourceId",
            "permissions",
            "permissionBits",
            "nrOfInstances",
            "nrOfDeployments",
            "async",
            "cascade",
            "processDefinitionId",
            "newProcessDefinitionId",
            "historyTimeToLive",
            "duedate");

    private static final Set<String> ABOUT_PERMISSIONS = Set.of(
            EntityTypes.USER,
            EntityTypes.GROUP,
            EntityTypes.GROUP_MEMBERSHIP,
            EntityTypes.TENANT,
            EntityTypes.TENANT_MEMBERSHIP,
            EntityTypes.AUTHORIZATION);

    private final UserOperationLogEntryEventEntity first;
    private final List<String> changes = new ArrayList<>();
    private final Map<String, String> told = new HashMap<>();

    OperationText(UserOperationLogEntryEventEntity first) {
        this.first = first;
    }

    void add(UserOperationLogEntryEventEntity entry) {
        String property = entry.getProperty();
        if (property == null) {
            return;
        }
        if (!TOLD.contains(property)) {
            changes.add(property);
            return;
        }
        String before = entry.getOrgValue();
        String after = entry.getNewValue();
        told.put(property, Objects.requireNonNullElse(after, Objects.requireNonNullElse(before, "")));
        changes.add(property + ": "
                + (before == null || before.equals(after) ? "" : before + " -> ")
                + Objects.requireNonNullElse(after, "none"));
    }

    AuditEvent event() {
        String type = Objects.requireNonNullElse(first.getEntityType(), "engine");
        String operation = Objects.requireNonNullElse(first.getOperationType(), "operation");
        List<String> parts = new ArrayList<>();
        parts.add(StringUtils.capitalize(words(type)) + ": " + words(operation));
        TaskEntity task = task();
        if (task != null) {
            parts.add("task " + task.getTaskDefinitionKey());
        }
        if (first.getProcessDefinitionKey() != null) {
            parts.add("process " + first.getProcessDefinitionKey());
        }
        parts.addAll(changes);
        return new AuditEvent(
                        category(type),
                        (words(type) + " " + words(operation)).replace(' ', '-'),
                        Objects.requireNonNullElse(first.getUserId(), "system"),
                        subject(),
                        String.join("; ", parts))
                .ofProcess(businessKey());
    }

    private static Category category(String type) {
        if (ABOUT_PERMISSIONS.contains(type)) {
            return Category.PERMISSION;
        }
        return EntityTypes.DEPLOYMENT.equals(type) ? Category.DEPLOYMENT : Category.ENGINE;
    }

    private @Nullable String subject() {
        return Stream.of(
                        first.getTaskId(),
                        first.getJobId(),
                        first.getExternalTaskId(),
                        first.getBatchId(),
                        first.getProcessInstanceId(),
                        first.getJobDefinitionId(),
                        first.getProcessDefinitionId(),
                        first.getDeploymentId(),
                        told.get("userId"),
                        told.get("groupId"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the command works on is in its cache already. */
    private @Nullable TaskEntity task() {
        return first.getTaskId() == null ? null : cache().getCachedEntity(TaskEntity.class, first.getTaskId());
    }

    private @Nullable String businessKey() {
        String instance = first.getProcessInstanceId();
        if (instance == null) {
            return null;
        }
        ExecutionEntity execution = cache().getCachedEntity(ExecutionEntity.class, instance);
        if (execution != null) {
            return execution.getBusinessKey();
        }
        HistoricProcessInstanceEventEntity history =
                cache().selectById(HistoricProcessInstanceEventEntity.class, instance);
        return history == null ? null : history.getBusinessKey();
    }

    private static DbEntityManager cache() {
        return Context.getCommandContext().getDbEntityManager();
    }

    /** {@code SetJobRetries} becomes {@code set job retries}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
