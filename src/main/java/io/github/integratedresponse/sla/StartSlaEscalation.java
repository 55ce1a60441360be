package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Processes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Starts {@code sla-escalation} for the promise that a timer found soon due or overdue, and says so in the ledger, both once. The input
 * parameter {@code clock} names the clock.
 */
@Component
class StartSlaEscalation implements JavaDelegate {

    private final Clocks clocks;
    private final Escalations escalations;
    private final Processes processes;
    private final Clock clock;

    StartSlaEscalation(Clocks clocks, Escalations escalations, Processes processes, Clock clock) {
        this.clocks = clocks;
        this.escalations = escalations;
        this.processes = processes;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        late(execution, (String) execution.getVariable("clock")).forEach(promise -> escalate(promise, execution));
    }

    /** Branches that run at once may share one timer, so it is about every promise of the name whose time has come. */
    private List<SlaClock> late(DelegateExecution execution, String clockName) {
        Instant now = clock.instant();
        List<SlaClock> running = clocks.running(clockName, ExecutionPromise.runsAround(execution))
                .map(List::of)
                .orElseGet(() -> clocks.running(clockName, execution.getProcessInstanceId()));
        List<SlaClock> late = running.stream()
                .filter(promise -> EscalationLevel.WARNING.reached(promise, now))
                .toList();
        return late.isEmpty()
                ? running.stream()
                        .filter(promise -> promise.state() != SlaClock.State.PAUSED)
                        .limit(1)
                        .toList()
                : late;
    }

    private void escalate(SlaClock promise, DelegateExecution execution) {
        EscalationLevel level = EscalationLevel.of(promise, clock.instant());
        if (clocks.enterOnce(promise.id(), level) && escalations.openUnlessOpen(promise, level)) {
            String instance =
                    processes.start("sla-escalation", promise.businessKey(), scalars(promise, level, execution));
            escalations.runsAs(promise.id(), level, instance);
        }
    }

    private static Map<String, Object> scalars(SlaClock promise, EscalationLevel level, DelegateExecution execution) {
        Map<String, Object> scalars = new HashMap<>();
        scalars.put("clockId", promise.id());
        scalars.put("clockName", promise.name());
        scalars.put("level", level.scalar());
        for (String name : List.of("severity", "incidentId", "incidentNumber", "sessionId")) {
            Object value = execution.getVariable(name);
            if (value != null) {
                scalars.put(name, value);
            }
        }
        return scalars;
    }
}
