package io.github.integratedresponse.process;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Incident;

/** What the engine notes of jobs that failed for good. A job that never failed has nothing there that would have to go with it. */
class FailedJobs extends DefaultIncidentHandler {

    FailedJobs() {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
    }

    @Override
    protected void removeIncident(IncidentContext context, boolean resolved) {
        JobEntity job = context.getConfiguration() == null
                ? null
                : Context.getCommandContext()
                        .getDbEntityManager()
                        .getCachedEntity(JobEntity.class, context.getConfiguration());
        if (job == null || mayHaveFailed(job)) {
            super.removeIncident(context, resolved);
        }
    }

    private static boolean mayHaveFailed(JobEntity job) {
        return job.getRetries() == 0 || job.getExceptionMessage() != null || job.getExceptionByteArrayId() != null;
    }
}
