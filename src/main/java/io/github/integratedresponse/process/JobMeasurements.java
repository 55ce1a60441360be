package io.github.integratedresponse.process;

import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/** How the engine keeps up with its jobs. Every query goes through one of {@link JobIndexes}. */
@Component
class JobMeasurements implements Measured {

    /** More than so many are not counted. */
    static final int COUNTED = 100_000;

    private static final Set<String> INCIDENT_TYPES =
            Set.of(Incident.FAILED_JOB_HANDLER_TYPE, Incident.EXTERNAL_TASK_HANDLER_TYPE);

    private final JdbcClient jdbc;
    private final ProcessEngineConfigurationImpl engine;

    JobMeasurements(JdbcClient jdbc, ProcessEngine engine) {
        this.jdbc = jdbc;
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    private record Jobs(int unlocked, @Nullable Timestamp oldestTimer, int withoutRetries) {}

    @Override
    public List<Measurement> measure() {
        Timestamp now = new Timestamp(ClockUtil.getCurrentTime().getTime());
        Jobs jobs = jdbc.sql("select (select count(*) from (select 1 from act_ru_job where retries_ > 0"
                        + " and suspension_state_ = 1 and duedate_ <= ? and (lock_owner_ is null or lock_exp_time_ < ?)"
                        + " limit " + COUNTED + ") due),"
                        + " (select min(duedate_) from act_ru_job where retries_ > 0 and suspension_state_ = 1"
                        + " and type_ = 'timer' and duedate_ <= ?),"
                        + " (select count(*) from act_ru_job where retries_ = 0)")
                .param(now)
                .param(now)
                .param(now)
                .query((row, n) -> new Jobs(row.getInt(1), row.getTimestamp(2), row.getInt(3)))
                .single();
        double oldest = jobs.oldestTimer() == null
                ? 0
                : (now.getTime() - jobs.oldestTimer().getTime()) / 1000.0;
        ThreadPoolTaskExecutor pool = pool();
        return List.of(
                Measurement.gauge("response_jobs_due_unlocked", "Jobs that are due and that no node has taken yet")
                        .add(jobs.unlocked()),
                Measurement.gauge("response_oldest_due_timer_seconds", "For how long the oldest due timer has been due")
                        .add(oldest),
                Measurement.gauge("response_jobs_without_retries", "Jobs that failed for good and wait for an operator")
                        .add(jobs.withoutRetries()),
                incidents(),
                Measurement.gauge("response_job_threads_active", "Threads of this node that run jobs")
                        .add(pool == null ? 0 : pool.getActiveCount()),
                Measurement.gauge("response_job_threads", "Threads that this node has for jobs")
                        .add(pool == null ? 0 : pool.getMaxPoolSize()),
                Measurement.gauge("response_job_queue", "Jobs this node has taken that wait for a thread")
                        .add(pool == null ? 0 : pool.getQueueSize()));
    }

    /** One for each thing that failed; the engine repeats it for every process around. */
    private Measurement incidents() {
        Measurement incidents = Measurement.gauge(
                "response_engine_incidents", "Steps of processes that failed for good, by the engine's kind");
        INCIDENT_TYPES.forEach(type -> incidents.add(0, "type", type));
        incidents.add(0, "type", "other");
        jdbc.sql("select incident_type_, count(*) from act_ru_incident where id_ = root_cause_incident_id_ group by 1")
                .query((row, n) -> incidents.add(
                        row.getInt(2), "type", INCIDENT_TYPES.contains(row.getString(1)) ? row.getString(1) : "other"))
                .list();
        return incidents;
    }

    private @Nullable ThreadPoolTaskExecutor pool() {
        return engine.getJobExecutor() instanceof SpringJobExecutor executor
                        && executor.getTaskExecutor() instanceof ThreadPoolTaskExecutor pool
                ? pool
                : null;
    }
}
