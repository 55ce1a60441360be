package io.github.integratedresponse.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/** Reads from an execution what a promise is about. */
final class ExecutionPromise {

    private ExecutionPromise() {}

    static Promise of(DelegateExecution execution, String clockName) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        return new Promise(
                clockName,
                Objects.requireNonNull(entity.getProcessDefinition().getKey()),
                execution.getProcessInstanceId(),
                execution.getCurrentActivityId(),
                execution.getActivityInstanceId(),
                businessKey(execution),
                severity(execution));
    }

    static String businessKey(DelegateExecution execution) {
        return Objects.requireNonNullElse(execution.getProcessBusinessKey(), "");
    }

    static @Nullable String severity(DelegateExecution execution) {
        return execution.getVariable("severity") instanceof String severity ? severity : null;
    }

    /** @return the run of the element the execution is at, then the runs of the scopes around it, inmost first */
    static List<String> runsAround(DelegateExecution execution) {
        List<String> runs = new ArrayList<>();
        for (ExecutionEntity at = (ExecutionEntity) execution; at != null; at = at.getParent()) {
            String run = at.getActivityInstanceId();
            if (run != null && !runs.contains(run)) {
                runs.add(run);
            }
        }
        return runs;
    }
}
