package io.github.integratedresponse.process;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EverLivingJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees at every start that there is one job of each standing kind, however many nodes start at once, and that it may run. */
@Component
class StandingJobs implements SmartInitializingSingleton {

    private final ProcessEngineConfigurationImpl engine;
    private final List<StandingJob> standing;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    StandingJobs(ProcessEngine engine, List<StandingJob> standing, JdbcClient jdbc, TransactionTemplate transaction) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.standing = List.copyOf(standing);
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('integrated-response standing jobs'))")
                    .query(Integer.class)
                    .single();
            engine.getCommandExecutorTxRequired().execute(context -> {
                standing.forEach(one -> establish(context, one.getType()));
                return true;
            });
        });
    }

    private static void establish(CommandContext engine, String type) {
        List<Job> jobs = engine.getJobManager().findJobsByHandlerType(type);
        if (jobs.isEmpty()) {
            JobEntity job = new EverLivingJobEntity();
            job.setJobHandlerType(type);
            job.setDuedate(ClockUtil.getCurrentTime());
            job.setExclusive(true);
            engine.getJobManager().insertJob(job);
        }
        for (Job existing : jobs) {
            JobEntity job = (JobEntity) existing;
            if (job.getRetries() == 0) {
                job.setRetries(1);
            }
            job.setSuspensionState(SuspensionState.ACTIVE.getStateCode());
        }
    }
}
