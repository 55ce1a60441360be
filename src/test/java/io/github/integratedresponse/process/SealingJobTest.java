package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class SealingJobTest {

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AuditLog log;

    @Autowired
    StandingJobs start;

    @Autowired
    MovableClock clock;

    @Test
    void oneJobSealsTheLogAndComesBackWithoutLeavingATraceInTheHistoryOfJobs() {
        log.append(new AuditEvent(Category.PLATFORM, "probe", "system", null, "To be sealed"));
        for (int i = 0; i < 3; i++) {
            management.executeJob(job().getId());
            assertThat(due()).isEqualTo(clock.instant().plus(Duration.ofSeconds(10)));
            assertThat(job().getRetries()).isPositive();
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(waiting()).isZero();
        assertThat(history.createHistoricJobLogQuery().jobId(job().getId()).count())
                .isZero();
    }

    @Test
    void anotherStartMakesNoSecondJobAndWakesOneThatWasStopped() {
        management.setJobRetries(job().getId(), 0);
        management.suspendJobById(job().getId());
        start.afterSingletonsInstantiated();
        assertThat(job().getRetries()).isPositive();
        assertThat(job().isSuspended()).isFalse();
    }

    @Test
    void aFailureIsShownAndTheJobComesBackUntilItWorksAgain() {
        String id = job().getId();
        jdbc.sql("alter table response.audit_seal rename to audit_seal_aside").update();
        try {
            for (int i = 0; i < 10; i++) {
                management.executeJob(id);
                assertThat(due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
            }
            assertThat(runtime.createIncidentQuery().configuration(id).list())
                    .singleElement()
                    .satisfies(incident ->
                            assertThat(incident.getIncidentMessage()).startsWith("The audit log could not be sealed"));
            assertThat(job().getRetries()).isPositive();
        } finally {
            jdbc.sql("alter table response.audit_seal_aside rename to audit_seal")
                    .update();
        }
        management.executeJob(id);
        assertThat(runtime.createIncidentQuery().configuration(id).count()).isZero();
        assertThat(waiting()).isZero();
    }

    private Job job() {
        String id = jdbc.sql("select id_ from public.act_ru_job where handler_type_ = 'audit-seal'")
                .query(String.class)
                .single();
        return management.createJobQuery().jobId(id).singleResult();
    }

    private Instant due() {
        return job().getDuedate().toInstant();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from response.audit_unsealed")
                .query(Long.class)
                .single();
    }
}
