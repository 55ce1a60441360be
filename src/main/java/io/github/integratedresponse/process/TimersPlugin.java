package io.github.integratedresponse.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets the engine tell how late its timers run, and how it gets on with its jobs. */
@Component
class TimersPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<TimerLateness> lateness;
    private final TimersSetBack setBack;
    private final JobCounts counts;

    /** What needs the database as it is after its migrations is looked up when it is used. */
    TimersPlugin(ObjectProvider<TimerLateness> lateness, TimersSetBack setBack, JobCounts counts) {
        this.lateness = lateness;
        this.setBack = setBack;
        this.counts = counts;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setMetricsRegistry(counts);
        List<CommandInterceptor> interceptors = configuration.getCustomPostCommandInterceptorsTxRequired();
        interceptors = interceptors == null ? new ArrayList<>() : interceptors;
        interceptors.add(new ListensToTimers());
        configuration.setCustomPostCommandInterceptorsTxRequired(interceptors);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration
                .getJobHandlers()
                .replaceAll((type, handler) ->
                        handler instanceof TimerEventJobHandler timer ? new MeasuredTimer(timer, lateness) : handler);
    }

    private class ListensToTimers extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            Context.getCommandContext().registerCommandContextListener(setBack);
            return next.execute(command);
        }
    }
}
