package io.github.integratedresponse.sla;

import java.time.Instant;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Ends escalations that have nothing left to escalate. */
@Component
class Settlement {

    private final Escalations escalations;
    private final RuntimeService runtime;

    Settlement(Escalations escalations, @Lazy RuntimeService runtime) {
        this.escalations = escalations;
        this.runtime = runtime;
    }

    /** The promise was kept, late or not, or called off. */
    void stopped(long clockId) {
        escalations.open(clockId).values().forEach(this::tell);
    }

    /** The promise was moved: an escalation goes on only while its level is still reached. */
    void moved(SlaClock promise, Instant now) {
        escalations.open(promise.id()).forEach((level, processInstanceId) -> {
            if (!level.reached(promise, now)) {
                tell(processInstanceId);
            }
        });
    }

    private void tell(String processInstanceId) {
        runtime.createMessageCorrelation("promise-settled")
                .processInstanceId(processInstanceId)
                .correlateAll();
    }
}
