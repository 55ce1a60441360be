package io.github.integratedresponse.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Lets the clocks around an element stand still while it waits, and their timers with them. */
@Component
class Pausing {

    private final Clocks clocks;
    private final ClockRecords records;
    private final Rescheduling rescheduling;
    private final IdentityService identity;

    Pausing(Clocks clocks, ClockRecords records, Rescheduling rescheduling, @Lazy IdentityService identity) {
        this.clocks = clocks;
        this.records = records;
        this.rescheduling = rescheduling;
        this.identity = identity;
    }

    void begin(DeclaredPause declared, DelegateExecution execution) {
        String run = execution.getActivityInstanceId();
        List<String> around = new ArrayList<>(ExecutionPromise.runsAroundAndAbove(execution));
        around.remove(run);
        List<SlaClock> concerned =
                records.lockOpenOf(around).stream().filter(declared::concerns).toList();
        if (concerned.isEmpty()) {
            return;
        }
        String reason = declared.reason(execution);
        String approver = declared.approver(execution);
        for (SlaClock clock : concerned) {
            clocks.pause(
                    clock,
                    run,
                    reason,
                    approver,
                    clocks.mayNotPause(clock, approver, this::has).orElse(null));
        }
        instances(concerned).forEach(rescheduling::timers);
    }

    void end(DelegateExecution execution) {
        instances(clocks.resume(execution.getActivityInstanceId())).forEach(rescheduling::everything);
    }

    private boolean has(String person, String role) {
        return identity.createUserQuery().userId(person).memberOfGroup(role).count() == 1;
    }

    private static Set<String> instances(List<SlaClock> clocks) {
        return clocks.stream().map(SlaClock::processInstanceId).collect(Collectors.toSet());
    }
}
