package io.github.integratedresponse.incident;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records the severity that follows from the decision, and hands it to the process. */
@Component
class RecordSeverity implements JavaDelegate {

    private final SettledSeverity settled;

    RecordSeverity(SettledSeverity settled) {
        this.settled = settled;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Severity severity = settled.settle(
                IncidentId.of(execution),
                severity(execution, "assessedSeverity"),
                (String) execution.getVariable("severityRule"),
                severity(execution, "severityFloor"));
        execution.setVariable("severity", severity.name());
    }

    private static @Nullable Severity severity(DelegateExecution execution, String variable) {
        return execution.getVariable(variable) instanceof String name ? Severity.valueOf(name) : null;
    }
}
