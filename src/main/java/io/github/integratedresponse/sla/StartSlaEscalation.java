package io.github.integratedresponse.sla;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private final EscalationStarts starts;
    private final Clock clock;

    StartSlaEscalation(Clocks clocks, EscalationStarts starts, Clock clock) {
        this.clocks = clocks;
        this.starts = starts;
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
        if (clocks.enterOnce(promise.id(), level)) {
            starts.begin(promise, level, execution);
        }
    }
}
