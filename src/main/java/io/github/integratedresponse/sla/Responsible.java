package io.github.integratedresponse.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Finds the work that is open under a promise, and the people who are responsible for it. */
@Component
class Responsible {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final IdentityService identity;

    Responsible(@Lazy RuntimeService runtime, @Lazy TaskService tasks, @Lazy IdentityService identity) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
    }

    /** A task that is open under a promise. */
    record Work(String taskId, String name, @Nullable String assignee) {}

    /** @return the open tasks of the element that made the promise, also those inside it and in the processes it calls */
    List<Work> openWork(SlaClock promise) {
        ActivityInstance whole = runtime.getActivityInstance(promise.processInstanceId());
        ActivityInstance element = whole == null ? null : find(whole, promise.activityInstanceId());
        List<Work> open = new ArrayList<>();
        if (element != null) {
            collect(element, open);
        }
        return open;
    }

    /** @return the assignee, else everybody who may take the task */
    Set<String> people(Work work) {
        if (work.assignee() != null) {
            return Set.of(work.assignee());
        }
        Set<String> people = new TreeSet<>();
        for (IdentityLink link : tasks.getIdentityLinksForTask(work.taskId())) {
            if (!IdentityLinkType.CANDIDATE.equals(link.getType())) {
                continue;
            }
            if (link.getUserId() != null) {
                people.add(link.getUserId());
            }
            if (link.getGroupId() != null) {
                identity.createUserQuery().memberOfGroup(link.getGroupId()).list().stream()
                        .map(User::getId)
                        .forEach(people::add);
            }
        }
        return people;
    }

    private static @Nullable ActivityInstance find(ActivityInstance at, String id) {
        if (at.getId().equals(id)) {
            return at;
        }
        for (ActivityInstance child : at.getChildActivityInstances()) {
            ActivityInstance found = find(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void collect(ActivityInstance element, List<Work> open) {
        for (Task task :
                tasks.createTaskQuery().activityInstanceIdIn(element.getId()).list()) {
            // whoever tells of the work says what it is about, so the name in the diagram is enough
            String name = Objects.requireNonNullElse(element.getActivityName(), element.getActivityId());
            open.add(new Work(task.getId(), name, task.getAssignee()));
        }
        if (element.getActivityType().equals("callActivity")) {
            called(element).forEach(instance -> collect(instance, open));
        }
        for (ActivityInstance child : element.getChildActivityInstances()) {
            collect(child, open);
        }
    }

    private List<ActivityInstance> called(ActivityInstance callActivity) {
        List<ActivityInstance> called = new ArrayList<>();
        for (ProcessInstance instance : runtime.createProcessInstanceQuery()
                .superProcessInstanceId(callActivity.getProcessInstanceId())
                .list()) {
            ActivityInstance tree = runtime.getActivityInstance(instance.getId());
            if (tree != null && List.of(callActivity.getExecutionIds()).contains(superExecution(instance))) {
                called.add(tree);
            }
        }
        return called;
    }

    private static @Nullable String superExecution(ProcessInstance instance) {
        return ((org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity) instance).getSuperExecutionId();
    }
}
