package io.github.integratedresponse.process;

import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * The door through which a module starts a process or tells a running one that something happened. The module has decided that the
 * person may; so the engine notes who it was, but does not ask for this person's permissions on processes.
 */
@Component
public class Processes {

    private final RuntimeService runtime;
    private final ProcessEngineConfigurationImpl engine;

    Processes(ProcessEngine engine) {
        this.runtime = engine.getRuntimeService();
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /**
     * Starts the latest version, in the caller's transaction.
     *
     * @param scalars ids and the few values that gateways read
     * @return the id of the process instance
     */
    public String start(String processKey, String businessKey, Map<String, ?> scalars) {
        return forThePlatform(() -> runtime.startProcessInstanceByKey(processKey, businessKey, Map.copyOf(scalars))
                .getId());
    }

    /**
     * Starts the latest version several times, in the caller's transaction and in one command of the engine, which brings all of them to
     * the database together.
     *
     * @param scalars by business key: ids and the few values that gateways read
     */
    public void startAll(String processKey, Map<String, ? extends Map<String, ?>> scalars) {
        forThePlatform(() -> {
            String latest = engine.getDeploymentCache()
                    .findDeployedLatestProcessDefinitionByKey(processKey)
                    .getId();
            scalars.forEach((businessKey, own) ->
                    runtime.startProcessInstanceById(latest, businessKey, Map.<String, Object>copyOf(own)));
            return latest;
        });
    }

    /**
     * Starts the latest version that begins with this message, in the caller's transaction.
     *
     * @param scalars ids and the few values that gateways read
     * @return the id of the process instance
     */
    public String startByMessage(String message, String businessKey, Map<String, ?> scalars) {
        return forThePlatform(() -> runtime.startProcessInstanceByMessage(message, businessKey, Map.copyOf(scalars))
                .getId());
    }

    /**
     * Tells every process instance with this business key that waits for the message.
     *
     * @return how many were reached; none is no error
     */
    public int tell(String message, String businessKey, Map<String, ?> scalars) {
        return forThePlatform(() -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .setVariables(Map.copyOf(scalars))
                .correlateAllWithResult()
                .size());
    }

    /**
     * Tells one process instance, if it waits for the message.
     *
     * @return whether it did
     */
    public boolean tellInstance(String message, String processInstanceId, Map<String, ?> scalars) {
        return forThePlatform(() -> !runtime.createMessageCorrelation(message)
                .processInstanceId(processInstanceId)
                .setVariables(Map.copyOf(scalars))
                .correlateAllWithResult()
                .isEmpty());
    }

    private <T> T forThePlatform(Supplier<T> action) {
        return engine.getCommandExecutorTxRequired().execute(command -> {
            boolean checked = command.isTenantCheckEnabled();
            // a step of the platform reaches restricted incidents too, whoever set it off
            command.disableTenantCheck();
            try {
                return command.runWithoutAuthorization(action::get);
            } finally {
                if (checked) {
                    command.enableTenantCheck();
                }
            }
        });
    }
}
