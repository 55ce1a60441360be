package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Processes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Starts {@code sla-escalation} for a promise, unless one of the same level is open for it. */
@Component
class EscalationStarts {

    private final Escalations escalations;
    private final Processes processes;

    EscalationStarts(Escalations escalations, @Lazy Processes processes) {
        this.escalations = escalations;
        this.processes = processes;
    }

    /** @param work knows what the work is about */
    void begin(SlaClock promise, EscalationLevel level, VariableScope work) {
        if (escalations.openUnlessOpen(promise, level)) {
            String instance = processes.start("sla-escalation", promise.businessKey(), scalars(promise, level, work));
            escalations.runsAs(promise.id(), level, instance);
        }
    }

    private static Map<String, Object> scalars(SlaClock promise, EscalationLevel level, VariableScope work) {
        Map<String, Object> scalars = new HashMap<>();
        scalars.put("clockId", promise.id());
        scalars.put("clockName", promise.name());
        scalars.put("level", level.scalar());
        for (String name : List.of("severity", "incidentId", "incidentNumber", "sessionId")) {
            Object value = work.getVariable(name);
            if (value != null) {
                scalars.put(name, value);
            }
        }
        return scalars;
    }
}
