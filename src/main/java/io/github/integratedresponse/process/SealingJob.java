package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditSealer;
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
import org.springframework.beans.factory.ObjectProvider;

/**
 * Seals the audit log every few seconds. It never gives up: when sealing fails, the engine shows an incident until it works again, and
 * the job comes back all the same.
 */
class SealingJob implements JobHandler<SealingJob.Nothing> {

    static final String TYPE = "audit-seal";

    private static final Logger LOG = LoggerFactory.getLogger(SealingJob.class);

    private static final Duration USUALLY = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final ObjectProvider<AuditSealer> sealer;

    SealingJob(ObjectProvider<AuditSealer> sealer) {
        this.sealer = sealer;
    }

    @Override
    public String getType() {
        return TYPE;
    }

    /** The sealer has transactions of its own, so that its failure leaves this one whole. */
    @Override
    public void execute(Nothing nothing, ExecutionEntity execution, CommandContext engine, String tenantId) {
        JobEntity job = engine.getCurrentJob();
        Duration pause;
        try {
            sealer.getObject().seal();
            resolve(engine, job);
            pause = USUALLY;
        } catch (RuntimeException e) {
            LOG.error("The audit log could not be sealed; this is tried again in a minute", e);
            raise(engine, job);
            pause = AFTER_A_FAILURE;
        }
        engine.getJobManager()
                .reschedule(
                        job, Date.from(ClockUtil.getCurrentTime().toInstant().plus(pause)));
    }

    private static void raise(CommandContext engine, JobEntity job) {
        if (open(engine, job).isEmpty()) {
            IncidentHandling.createIncident(
                    Incident.FAILED_JOB_HANDLER_TYPE, about(job), "The audit log could not be sealed; see the log");
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
    static class Nothing implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return "";
        }
    }
}
