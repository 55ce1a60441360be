package io.github.integratedresponse.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.springframework.stereotype.Component;

/** Tells the engine what to do when a job of the platform's own comes. */
@Component
class OwnJobsPlugin extends AbstractProcessEnginePlugin {

    private final List<StandingJob> standing;
    private final List<QueuedWork> queued;

    OwnJobsPlugin(List<StandingJob> standing, List<QueuedWork> queued) {
        this.standing = List.copyOf(standing);
        this.queued = List.copyOf(queued);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<JobHandler> handlers = configuration.getCustomJobHandlers();
        handlers = handlers == null ? new ArrayList<>() : handlers;
        handlers.addAll(standing);
        handlers.addAll(queued);
        configuration.setCustomJobHandlers(handlers);
    }
}
