package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.ForDiagrams;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What diagrams ask about clocks: {@code ${sla.dueAt(execution,'acknowledge')}} as a due date or a timer's date, and
 * {@code ${sla.priority(execution)}} as a task's priority.
 */
@Component
public class Sla {

    private final Clocks clocks;
    private final HistoryService history;
    private final Clock clock;

    Sla(Clocks clocks, @Lazy HistoryService history, Clock clock) {
        this.clocks = clocks;
        this.history = history;
        this.clock = clock;
    }

    /**
     * When a promise falls due. It is the promise of the element the execution is at, else of a scope around it, else one of this name
     * in the same process instance. Where none runs, it is what the policy would promise from the start of this element; nothing is
     * kept of that.
     */
    @ForDiagrams
    public Date dueAt(DelegateExecution execution, String clockName) {
        return Date.from(
                promised(execution, clockName).map(SlaClock::dueAt).orElseGet(() -> wouldBe(execution, clockName)
                        .dueAt()));
    }

    /** When to warn about a promise; found as {@link #dueAt} finds it. */
    @ForDiagrams
    public Date warnAt(DelegateExecution execution, String clockName) {
        return Date.from(
                promised(execution, clockName).map(SlaClock::warnAt).orElseGet(() -> wouldBe(execution, clockName)
                        .warnAt()));
    }

    /** The role that must approve before the clock around this element stands still; empty when nobody need to, or none runs. */
    @ForDiagrams
    public String pauseApprover(DelegateExecution execution, String clockName) {
        return clocks.running(clockName, ExecutionPromise.runsAround(execution))
                .map(clocks::pauseApprover)
                .orElse("");
    }

    /** @return 100 for SEV0 down to 20 for SEV4; 50, the engine's own default, where the work has no severity */
    @ForDiagrams
    public int priority(DelegateExecution execution) {
        String severity = ExecutionPromise.severity(execution);
        return switch (severity == null ? "" : severity) {
            case "SEV0" -> 100;
            case "SEV1" -> 80;
            case "SEV2" -> 60;
            case "SEV3" -> 40;
            case "SEV4" -> 20;
            default -> 50;
        };
    }

    /** The engine sets boundary timers before it tells that the element has started, so the first who asks starts the clock. */
    private Optional<SlaClock> promised(DelegateExecution execution, String clockName) {
        var activity = ((ExecutionEntity) execution).getActivity();
        DeclaredClock declared = activity == null ? null : DeclaredClock.of(activity);
        if (declared != null && clockName.equals(declared.name()) && execution.getActivityInstanceId() != null) {
            return Optional.of(declared.start(execution, clocks));
        }
        List<String> runs = ExecutionPromise.runsAround(execution);
        return clocks.running(clockName, runs)
                .or(() -> clocks.running(clockName, execution.getProcessInstanceId()).stream()
                        .findFirst());
    }

    private Terms.Promised wouldBe(DelegateExecution execution, String clockName) {
        return clocks.wouldBe(
                clockName,
                ExecutionPromise.businessKey(execution),
                execution.getProcessInstanceId(),
                ExecutionPromise.severity(execution),
                startOf(execution));
    }

    private Instant startOf(DelegateExecution execution) {
        String run = execution.getActivityInstanceId();
        HistoricActivityInstance begun = run == null
                ? null
                : history.createHistoricActivityInstanceQuery()
                        .activityInstanceId(run)
                        .singleResult();
        return begun == null ? clock.instant() : begun.getStartTime().toInstant();
    }
}
