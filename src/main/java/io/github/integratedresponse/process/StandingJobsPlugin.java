package io.github.integratedresponse.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.springframework.stereotype.Component;

/** Tells the engine what to do when a standing job comes. */
@Component
class StandingJobsPlugin extends AbstractProcessEnginePlugin {

    private final List<StandingJob> standing;

    StandingJobsPlugin(List<StandingJob> standing) {
        this.standing = List.copyOf(standing);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<JobHandler> handlers = configuration.getCustomJobHandlers();
        handlers = handlers == null ? new ArrayList<>() : handlers;
        handlers.addAll(standing);
        configuration.setCustomJobHandlers(handlers);
    }
}
