package io.github.integratedresponse.sla;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Carries a changed severity to every promise about the same work, and to the due dates, priorities and timers made from them. */
@Component
class Retargeting {

    private final Clocks clocks;
    private final Rescheduling rescheduling;
    private final RuntimeService runtime;

    Retargeting(Clocks clocks, Rescheduling rescheduling, @Lazy RuntimeService runtime) {
        this.clocks = clocks;
        this.rescheduling = rescheduling;
        this.runtime = runtime;
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
        instances.forEach(rescheduling::everything);
    }
}
