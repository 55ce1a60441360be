package io.github.integratedresponse.process;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.incident.IncidentHandling;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that the platform does every few seconds for itself, such as sealing the audit log. It never gives up: when it fails, the engine
 * shows an incident until it works again, and the job comes back all the same. A bean of this type is registered with the engine and has
 * its one job made at the start.
 */
public class StandingJob implements JobHandler<StandingJob.Nothing> {

    private static final Logger LOG = LoggerFactory.getLogger(StandingJob.class);

    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final String type;
    private final Duration usually;
    private final String failure;
    private final Runnable work;

    /**
     * @param type of the engine's job, unique
     * @param usually how long it rests
     * @param failure what people are told when it fails
     * @param work looks up what it needs when it is run, and has transactions of its own, so that its failure leaves the engine's whole
     */
    public StandingJob(String type, Duration usually, String failure, Runnable work) {
        this.type = type;
        this.usually = usually;
        this.failure = failure;
        this.work = work;
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public void execute(Nothing nothing, ExecutionEntity execution, CommandContext engine, String tenantId) {
        JobEntity job = engine.getCurrentJob();
        Duration pause;
        try {
            work.run();
            resolve(engine, job);
            pause = usually;
        } catch (RuntimeException e) {
            LOG.error("{}; this is tried again in a minute", failure, e);
            raise(engine, job);
            pause = AFTER_A_FAILURE;
        }
        engine.getJobManager()
                .reschedule(
                        job, Date.from(ClockUtil.getCurrentTime().toInstant().plus(pause)));
    }

    private void raise(CommandContext engine, JobEntity job) {
        if (open(engine, job).isEmpty()) {
            IncidentHandling.createIncident(Incident.FAILED_JOB_HANDLER_TYPE, about(job), failure + "; see the log");
        }
    }

    private static void resolve(CommandContext engine, JobEntity job) {
        if (!open(engine, job).isEmpty()) {
            IncidentHandling.removeIncidents(Incident.FAILED_JOB_HANDLER_TYPE, about(job), true);
        }
    }

    private static List<Incident> open(CommandContext engine, JobEntity job) {
        return engine.getIncidentManager()
                .findIncidentByConfigurationAndIncidentType(job.getId(), Incident.FAILED_JOB_HANDLER_TYPE);
    }

    private static IncidentContext about(JobEntity job) {
        IncidentContext context = new IncidentContext();
        context.setConfiguration(job.getId());
        return context;
    }

    @Override
    public Nothing newConfiguration(String text) {
        return new Nothing();
    }

    @Override
    public void onDelete(Nothing nothing, JobEntity job) {
        // there is nothing beside the job
    }

    /** The job needs to know nothing. */
    public static class Nothing implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return "";
        }
    }
}
