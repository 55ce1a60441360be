package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class ForecastJobTest {

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcTemplate template;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Test
    void oneJobKeepsTheLifeTablesAndComesBack() {
        Lives lives = new Lives(template);
        lives.done(3, clock.instant().minus(Duration.ofDays(1)), Duration.ofHours(1), Duration.ofHours(2))
                .kept();
        for (int i = 0; i < 3; i++) {
            management.executeJob(job().getId());
            assertThat(due()).isEqualTo(clock.instant().plus(Duration.ofSeconds(10)));
            assertThat(job().getRetries()).isPositive();
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(jdbc.sql("select count(*) from response.sla_life_waiting where name = ?")
                        .param(lives.name)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select sum(done) from response.sla_life where name = ? and scale = 'TIME'")
                        .param(lives.name)
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
        assertThat(jdbc.sql("select count(*) from response.sla_calibration_run")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void aFailureIsShownAndTheJobComesBackUntilItWorksAgain() {
        String id = job().getId();
        jdbc.sql("alter table response.sla_life_curve rename to sla_life_curve_aside")
                .update();
        try {
            for (int i = 0; i < 3; i++) {
                management.executeJob(id);
                assertThat(due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
            }
            assertThat(runtime.createIncidentQuery().configuration(id).list())
                    .singleElement()
                    .satisfies(incident -> assertThat(incident.getIncidentMessage())
                            .startsWith("The life tables of forecasts could not be kept up to date"));
            assertThat(job().getRetries()).isPositive();
        } finally {
            jdbc.sql("alter table response.sla_life_curve_aside rename to sla_life_curve")
                    .update();
        }
        management.executeJob(id);
        assertThat(runtime.createIncidentQuery().configuration(id).count()).isZero();
    }

    private Job job() {
        String id = jdbc.sql("select id_ from public.act_ru_job where handler_type_ = 'sla-forecast'")
                .query(String.class)
                .single();
        return management.createJobQuery().jobId(id).singleResult();
    }

    private Instant due() {
        return job().getDuedate().toInstant();
    }
}
