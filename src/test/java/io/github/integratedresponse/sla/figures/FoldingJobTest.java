package io.github.integratedresponse.sla.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class FoldingJobTest {

    @Autowired
    ManagementService management;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Test
    void oneJobOfTheEngineCountsWhatMovedAndComesBack() {
        MadeClocks made = new MadeClocks(jdbc);
        long id = made.start(
                made.about(made.mark, "WORK-" + made.mark), clock.instant(), clock.instant(), Duration.ofHours(1));
        assertThat(counted(id)).isZero();
        String job = jdbc.sql("select id_ from public.act_ru_job where handler_type_ = ?")
                .param(FoldingConfiguration.TYPE)
                .query(String.class)
                .single();

        management.executeJob(job);

        assertThat(counted(id)).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from response.sla_unfolded")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(management.createJobQuery().jobId(job).singleResult().getDuedate())
                .isEqualTo(clock.instant().plus(Duration.ofSeconds(10)));
        assertThat(history.createHistoricJobLogQuery().jobId(job).count()).isZero();
    }

    private long counted(long id) {
        return jdbc.sql("select count(*) from response.sla_counted where clock_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }
}
