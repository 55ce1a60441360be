package io.github.integratedresponse.sla;

import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Carries a changed severity to every promise about the same work, and to the due dates, priorities and timers made from them. */
@Component
class Retargeting {

    private final Clocks clocks;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;
    private final TimersAnew timersAnew;

    Retargeting(
            Clocks clocks,
            TimersAnew timersAnew,
            @Lazy RuntimeService runtime,
            @Lazy RepositoryService repository,
            @Lazy ManagementService management) {
        this.clocks = clocks;
        this.timersAnew = timersAnew;
        this.runtime = runtime;
        this.repository = repository;
        this.management = management;
    }

    /** Must run inside a command of the engine, such as a delegate. */
    void retarget(String businessKey, @Nullable String severity) {
        List<String> instances =
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).list().stream()
                        .map(ProcessInstance::getId)
                        .toList();
        for (String instance : instances) {
            Object carried = runtime.getVariable(instance, "severity");
            if (carried != null && !carried.equals(severity)) {
                runtime.setVariable(instance, "severity", severity);
            }
        }
        clocks.retarget(instances, severity);
        instances.forEach(this::moveTasks);
        instances.forEach(this::moveTimers);
        instances.forEach(timersAnew::set);
    }

    private void moveTasks(String processInstanceId) {
        for (TaskEntity task :
                Context.getCommandContext().getTaskManager().findTasksByProcessInstanceId(processInstanceId)) {
            Expression dueDate = task.getTaskDefinition().getDueDateExpression();
            if (asksForClock(dueDate)) {
                task.setDueDate((Date) dueDate.getValue(task));
            }
            Expression priority = task.getTaskDefinition().getPriorityExpression();
            if (asksForClock(priority)) {
                task.setPriority(((Number) priority.getValue(task)).intValue());
            }
        }
    }

    private void moveTimers(String processInstanceId) {
        for (Job timer : management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .list()) {
            if (asksForClock(timer)) {
                management.recalculateJobDuedate(timer.getId(), false);
            }
        }
    }

    private boolean asksForClock(Job timer) {
        String activityId = management
                .createJobDefinitionQuery()
                .jobDefinitionId(timer.getJobDefinitionId())
                .singleResult()
                .getActivityId();
        return repository.getBpmnModelInstance(timer.getProcessDefinitionId()).getModelElementById(activityId)
                        instanceof CatchEvent event
                && event.getEventDefinitions().stream()
                        .filter(TimerEventDefinition.class::isInstance)
                        .map(definition -> ((TimerEventDefinition) definition).getTimeDate())
                        .filter(Objects::nonNull)
                        .anyMatch(date -> asksForClock(date.getTextContent()));
    }

    private static boolean asksForClock(@Nullable Expression expression) {
        return expression != null && asksForClock(expression.getExpressionText());
    }

    private static boolean asksForClock(String expression) {
        return expression.contains("sla.");
    }
}
