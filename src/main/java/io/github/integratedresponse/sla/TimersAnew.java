package io.github.integratedresponse.sla;

import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.springframework.stereotype.Component;

/** Sets timers once more that have come already, when the promise they watch was moved into the future. */
@Component
class TimersAnew {

    private final Clocks clocks;
    private final Clock clock;

    TimersAnew(Clocks clocks, Clock clock) {
        this.clocks = clocks;
        this.clock = clock;
    }

    /** Must run inside a command of the engine, after the clocks were moved. */
    void set(String processInstanceId) {
        Map<String, ExecutionEntity> executions = new HashMap<>();
        Map<String, ScopeImpl> scopes = new HashMap<>();
        for (ExecutionEntity execution : Context.getCommandContext()
                .getExecutionManager()
                .findExecutionsByProcessInstanceId(processInstanceId)) {
            if (execution.getActivity() != null && execution.isActive()) {
                execution.createActivityExecutionMapping().forEach((scope, at) -> {
                    DeclaredClock declared = DeclaredClock.of(scope);
                    // what stands still is set when it runs again
                    if (declared != null && !standsStill(declared.name(), (ExecutionEntity) at)) {
                        executions.put(at.getId(), (ExecutionEntity) at);
                        scopes.put(at.getId(), scope);
                    }
                });
            }
        }
        executions.forEach((id, execution) -> TimerDeclarationImpl.getDeclarationsForScope(scopes.get(id))
                .values()
                .forEach(timer -> set(timer, execution)));
    }

    private void set(TimerDeclarationImpl declared, ExecutionEntity execution) {
        boolean waits = execution.getJobs().stream()
                .anyMatch(job -> declared.getJobDefinitionId().equals(job.getJobDefinitionId()));
        if (waits) {
            return;
        }
        TimerEntity timer = declared.createTimerInstance(execution);
        if (!timer.getDuedate().after(Date.from(clock.instant()))) {
            // it has come, for this promise too
            timer.delete();
        }
    }

    private boolean standsStill(String clockName, ExecutionEntity execution) {
        return clocks.running(clockName, ExecutionPromise.runsAround(execution))
                .filter(found -> found.state() == SlaClock.State.PAUSED)
                .isPresent();
    }
}
