package io.github.integratedresponse.process;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** The door through which a module starts a process or tells a running one that something happened. */
@Component
public class Processes {

    private final RuntimeService runtime;

    Processes(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts the latest version, in the caller's transaction.
     *
     * @param scalars ids and the few values that gateways read
     * @return the id of the process instance
     */
    public String start(String processKey, String businessKey, Map<String, ?> scalars) {
        return runtime.startProcessInstanceByKey(processKey, businessKey, Map.copyOf(scalars))
                .getId();
    }

    /**
     * Tells every process instance with this business key that waits for the message.
     *
     * @return how many were reached; none is no error
     */
    public int tell(String message, String businessKey, Map<String, ?> scalars) {
        return runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .setVariables(Map.copyOf(scalars))
                .correlateAllWithResult()
                .size();
    }
}
