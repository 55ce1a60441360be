package io.github.integratedresponse.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.runtime.ActivityInstanceState;
import org.jspecify.annotations.Nullable;

/** Reads from an execution what a promise is about. */
final class ExecutionPromise {

    private ExecutionPromise() {}

    static Promise of(DelegateExecution execution, DeclaredClock declared) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        return new Promise(
                declared.name(),
                Objects.requireNonNull(entity.getProcessDefinition().getKey()),
                execution.getProcessInstanceId(),
                execution.getCurrentActivityId(),
                execution.getActivityInstanceId(),
                businessKey(execution),
                severity(execution),
                declared.subject(execution),
                declared.since(execution));
    }

    /** Whether the run that the execution is at began in this very command; the engine keeps that in memory only. */
    static boolean newRun(DelegateExecution execution) {
        return ((ExecutionEntity) execution).isInState(ActivityInstanceState.STARTING);
    }

    static String businessKey(DelegateExecution execution) {
        return Objects.requireNonNullElse(execution.getProcessBusinessKey(), "");
    }

    static @Nullable String severity(DelegateExecution execution) {
        return execution.getVariable("severity") instanceof String severity ? severity : null;
    }

    /** @return the run of the element the execution is at, then the runs of the scopes around it, inmost first */
    static List<String> runsAround(DelegateExecution execution) {
        return runs((ExecutionEntity) execution, false);
    }

    /** @return the runs as {@link #runsAround} gives them, then those of the processes that called this one */
    static List<String> runsAroundAndAbove(DelegateExecution execution) {
        return runs((ExecutionEntity) execution, true);
    }

    private static List<String> runs(ExecutionEntity from, boolean above) {
        List<String> runs = new ArrayList<>();
        ExecutionEntity at = from;
        while (at != null) {
            for (String run : new String[] {at.getActivityInstanceId(), at.getParentActivityInstanceId()}) {
                if (run != null && !runs.contains(run)) {
                    runs.add(run);
                }
            }
            ExecutionEntity parent = at.getParent();
            at = parent == null && above ? at.getSuperExecution() : parent;
        }
        return runs;
    }
}
