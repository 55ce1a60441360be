package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.PlatformAction;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Moves due dates, priorities and timers of running work to its promises as they stand. Must run inside a command of the engine. */
@Component
class Rescheduling {

    private final Clocks clocks;
    private final TimersAnew timersAnew;
    private final RepositoryService repository;
    private final ManagementService management;
    private final PlatformAction platform;

    Rescheduling(
            Clocks clocks,
            TimersAnew timersAnew,
            @Lazy RepositoryService repository,
            @Lazy ManagementService management,
            PlatformAction platform) {
        this.clocks = clocks;
        this.timersAnew = timersAnew;
        this.repository = repository;
        this.management = management;
        this.platform = platform;
    }

    /** Moves tasks and timers; a process that is being deleted is left alone. */
    void everything(String processInstanceId) {
        if (!ending(processInstanceId)) {
            tasks(processInstanceId);
            timers(processInstanceId);
            timersAnew.set(processInstanceId);
        }
    }

    private static boolean ending(String processInstanceId) {
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(processInstanceId);
        return instance == null || instance.isDeleteRoot() || instance.isEnded() || instance.isCanceled();
    }

    private void tasks(String processInstanceId) {
        CommandContext command = Context.getCommandContext();
        DbEntityCache cache = command.getDbEntityManager().getDbEntityCache();
        for (TaskEntity task : command.getTaskManager().findTasksByProcessInstanceId(processInstanceId)) {
            // one that ended in this very transaction is still found, and asking for its due date would promise anew
            if (cache.isDeleted(task) || ended(task)) {
                continue;
            }
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

    /** Another transaction ended its process since it was found; nothing is promised of it any more. */
    private static boolean ended(TaskEntity task) {
        ExecutionEntity execution = task.getExecution();
        return execution == null || execution.getProcessInstance() == null;
    }

    private static boolean asksForClock(@Nullable Expression expression) {
        return expression != null && expression.getExpressionText().contains("sla.");
    }

    /** The timers of a clock that stands still are suspended; the others come when their promise says. */
    void timers(String processInstanceId) {
        for (TimerEntity timer : waiting(processInstanceId)) {
            String clock = clock(timer);
            if (clock == null) {
                continue;
            }
            if (standsStill(timer.getExecution(), clock, processInstanceId)) {
                timer.setSuspensionState(SuspensionState.SUSPENDED.getStateCode());
            } else {
                if (timer.getSuspensionState() == SuspensionState.SUSPENDED.getStateCode()
                        && !timer.getExecution().isSuspended()) {
                    timer.setSuspensionState(SuspensionState.ACTIVE.getStateCode());
                }
                // the ledger tells why; nobody did it
                platform.take(() -> {
                    management.recalculateJobDuedate(timer.getId(), false);
                    return timer;
                });
            }
        }
    }

    private boolean standsStill(ExecutionEntity execution, String clock, String processInstanceId) {
        Optional<SlaClock> asked = clocks.running(clock, ExecutionPromise.runsAround(execution))
                .or(() -> clocks.running(clock, processInstanceId).stream().findFirst());
        return asked.filter(found -> found.state() == SlaClock.State.PAUSED).isPresent();
    }

    /** Also those that this very transaction made. */
    private Iterable<TimerEntity> waiting(String processInstanceId) {
        CommandContext command = Context.getCommandContext();
        Map<String, TimerEntity> waiting = new LinkedHashMap<>();
        for (Job timer : management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .list()) {
            waiting.put(timer.getId(), (TimerEntity) timer);
        }
        DbEntityCache cache = command.getDbEntityManager().getDbEntityCache();
        for (TimerEntity timer : cache.getEntitiesByType(TimerEntity.class)) {
            if (processInstanceId.equals(timer.getProcessInstanceId())) {
                waiting.put(timer.getId(), timer);
            }
        }
        waiting.values().removeIf(timer -> cache.isDeleted(timer) || timer.getExecutionId() == null);
        return waiting.values();
    }

    /** @return the clock that this timer's date asks for; {@code null} when it asks for none */
    private @Nullable String clock(TimerEntity timer) {
        String activityId = Objects.requireNonNull(timer.getJobDefinition()).getActivityId();
        if (repository.getBpmnModelInstance(timer.getProcessDefinitionId()).getModelElementById(activityId)
                instanceof CatchEvent event) {
            return event.getEventDefinitions().stream()
                    .filter(TimerEventDefinition.class::isInstance)
                    .map(definition -> ((TimerEventDefinition) definition).getTimeDate())
                    .filter(Objects::nonNull)
                    .map(date -> ClockCheck.QUESTION.matcher(date.getTextContent()))
                    .filter(Matcher::find)
                    .map(found -> found.group(2))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }
}
