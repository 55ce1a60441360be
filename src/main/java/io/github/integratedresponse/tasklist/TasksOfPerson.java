package io.github.integratedresponse.tasklist;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.PlatformAction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of the engine as the person asking may see them: every question is asked with their permissions. */
@Component
class TasksOfPerson {

    /** As many as one hands over, or chooses from, at once. */
    static final int MOST = 200;

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final PlatformAction platform;
    private final Incidents incidents;

    TasksOfPerson(TaskService tasks, RuntimeService runtime, PlatformAction platform, Incidents incidents) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.platform = platform;
        this.incidents = incidents;
    }

    /** @return tasks that the person holds, what is due first first, one more than {@link #MOST} where there are more */
    List<Task> heldBy(String person) {
        return tasks.createTaskQuery()
                .taskAssignee(person)
                .orderByDueDate()
                .asc()
                .orderByTaskId()
                .asc()
                .listPage(0, MOST + 1);
    }

    /** @return those among these tasks that the person holds */
    List<Task> heldBy(String person, Set<String> ids) {
        return tasks.createTaskQuery()
                .taskIdIn(ids.toArray(String[]::new))
                .taskAssignee(person)
                .orderByTaskId()
                .asc()
                .listPage(0, ids.size());
    }

    /** @return tasks of the person's teams that nobody has, what is due first first */
    List<Task> freeFor(String person) {
        return tasks.createTaskQuery()
                .taskCandidateUser(person)
                .taskUnassigned()
                .orderByDueDate()
                .asc()
                .orderByTaskId()
                .asc()
                .listPage(0, MOST);
    }

    Optional<Task> seen(String id) {
        return Optional.ofNullable(tasks.createTaskQuery().taskId(id).singleResult());
    }

    /** @throws NotFound when the person sees no such task, or it belongs to no incident */
    Incident incidentOf(String taskId) {
        return seen(taskId)
                .map(task -> workOf(List.of(task)).get(task.getId()))
                .map(Work::incident)
                .orElseThrow(() -> new NotFound("There is no such task of an incident"));
    }

    /** @return the teams that may work on a task */
    List<String> teams(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> link.getType().equals(IdentityLinkType.CANDIDATE))
                .map(IdentityLink::getGroupId)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    List<OpenTask> shown(List<Task> listed) {
        Map<String, Work> work = workOf(listed);
        return listed.stream()
                .map(task -> {
                    Incident incident =
                            work.getOrDefault(task.getId(), Work.UNKNOWN).incident();
                    return new OpenTask(
                            task.getId(),
                            name(task),
                            incident == null ? null : incident.number(),
                            incident == null ? null : incident.title(),
                            incident == null ? null : incident.severity(),
                            task.getDueDate() == null ? null : task.getDueDate().toInstant());
                })
                .toList();
    }

    static String name(Task task) {
        return task.getName() == null ? task.getTaskDefinitionKey() : task.getName();
    }

    /** What a task is part of. */
    record Work(String businessKey, @Nullable Incident incident) {

        static final Work UNKNOWN = new Work("", null);
    }

    /** @return what each task is part of, by its id. Whoever may see a task may know that */
    Map<String, Work> workOf(Collection<Task> listed) {
        Set<String> instances = listed.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        if (instances.isEmpty()) {
            return Map.of();
        }
        // seeing a task gives nobody a permission on its process
        List<ProcessInstance> found = platform.take(() -> runtime.createProcessInstanceQuery()
                .processInstanceIds(instances)
                .listPage(0, instances.size()));
        Map<String, Work> byKey = new HashMap<>();
        Map<String, Work> byInstance = new HashMap<>();
        for (ProcessInstance instance : found) {
            String key = instance.getBusinessKey() == null ? "" : instance.getBusinessKey();
            byInstance.put(
                    instance.getId(),
                    byKey.computeIfAbsent(
                            key, each -> new Work(each, incidents.byNumber(each).orElse(null))));
        }
        return listed.stream()
                .collect(Collectors.toMap(
                        Task::getId, task -> byInstance.getOrDefault(task.getProcessInstanceId(), Work.UNKNOWN)));
    }
}
