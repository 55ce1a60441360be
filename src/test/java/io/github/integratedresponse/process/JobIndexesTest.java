package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.PlatformTest;
import java.sql.Timestamp;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import org.apache.ibatis.mapping.BoundSql;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class JobIndexesTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    JobIndexes indexes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theEngineFindsItsNextJobsByThemWhateverElseWaits() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jobs("message", "timestamp '2026-01-01' + i * interval '1 second'", 10_000);
            jobs("timer", "timestamp '2999-01-01' + i * interval '1 second'", 50_000);
            jdbc.sql("analyze act_ru_job").update();
            String plan = plan();
            assertThat(plan)
                    .contains("Index Scan using response_job_order", "response_job_locked")
                    .doesNotContain("Seq Scan", "Sort");
        });
    }

    @Test
    void anotherStartFindsThemAndDatesWhatHasNoDate() {
        String job = UUID.randomUUID().toString();
        jdbc.sql("insert into act_ru_job (id_, rev_, type_, retries_, suspension_state_, create_time_)"
                        + " values (?, 1, 'message', 1, 1, '2026-01-01')")
                .param(job)
                .update();
        try {
            indexes.afterSingletonsInstantiated();
            assertThat(jdbc.sql("select duedate_ from act_ru_job where id_ = ?")
                            .param(job)
                            .query(Timestamp.class)
                            .single())
                    .isEqualTo(Timestamp.valueOf("2026-01-01 00:00:00"));
        } finally {
            jdbc.sql("delete from act_ru_job where id_ = ?").param(job).update();
        }
    }

    private void jobs(String type, String due, int count) {
        jdbc.sql("insert into act_ru_job (id_, rev_, type_, exclusive_, process_instance_id_, retries_, duedate_,"
                        + " suspension_state_) select gen_random_uuid(), 1, ?, true, i, 6, " + due
                        + ", 1 from generate_series(1, ?) i")
                .param(type)
                .param(count)
                .update();
    }

    /** The engine's own query, as it is configured here. */
    private String plan() {
        Date now = new Date();
        Map<String, Object> conditions = new HashMap<>();
        conditions.put("now", now);
        conditions.put("alwaysSetDueDate", configuration().isEnsureJobDueDateNotNull());
        conditions.put("deploymentAware", configuration().isJobExecutorDeploymentAware());
        conditions.put("jobPriorityMin", null);
        conditions.put("jobPriorityMax", null);
        conditions.put("historyCleanupEnabled", configuration().isHistoryCleanupEnabled());
        conditions.put(
                "orderingProperties",
                List.of(
                        JobManager.JOB_PRIORITY_ORDERING_PROPERTY,
                        JobManager.JOB_TYPE_ORDERING_PROPERTY,
                        JobManager.JOB_DUEDATE_ORDERING_PROPERTY));
        conditions.put("applyOrdering", true);
        conditions.put(
                "applyExclusiveOverProcessHierarchies",
                configuration().isJobExecutorAcquireExclusiveOverProcessHierarchies());
        BoundSql bound = configuration()
                .getSqlSessionFactory()
                .getConfiguration()
                .getMappedStatement("selectNextJobsToExecute")
                .getBoundSql(new ListQueryParameterObject(conditions, 0, 8));
        String sql = bound.getSql();
        for (var parameter : bound.getParameterMappings()) {
            String value =
                    switch (parameter.getProperty()) {
                        case "parameter.now" -> "timestamp '" + new Timestamp(now.getTime()) + "'";
                        case "maxResults" -> "8";
                        case "firstResult" -> "0";
                        default -> throw new AssertionError(parameter.getProperty());
                    };
            sql = sql.replaceFirst("\\?", Matcher.quoteReplacement(value));
        }
        return String.join("\n", jdbc.sql("explain " + sql).query(String.class).list());
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }
}
