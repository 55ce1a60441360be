package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.Scrape;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.management.Metrics;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class JobMeasurementsTest {

    @Autowired
    MovableClock clock;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    JobCounts counts;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Http http;

    @BeforeEach
    void diagrams() {
        repository
                .createDeployment()
                .name("jobs")
                .enableDuplicateFiltering(true)
                .addModelInstance(
                        "jobs.bpmn",
                        Bpmn.createExecutableProcess("jobs")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask("step")
                                .camundaAsyncBefore()
                                .camundaExpression("${true}")
                                .intermediateCatchEvent("until")
                                .timerWithDate("${due}")
                                .endEvent()
                                .done())
                .deploy();
    }

    @Test
    void dueJobsThatNobodyTookAreCounted() {
        Job step = job(start(Duration.ofDays(1)));
        double waiting = Scrape.of(http, clock).value("response_jobs_due_unlocked");
        assertThat(waiting).isPositive().isEqualTo(dueToTheEngine());
        jdbc.sql("update act_ru_job set lock_owner_ = 'a node', lock_exp_time_ = '2999-01-01' where id_ = ?")
                .param(step.getId())
                .update();
        assertThat(Scrape.of(http, clock).value("response_jobs_due_unlocked")).isEqualTo(dueToTheEngine() - 1);
        jdbc.sql("update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where id_ = ?")
                .param(step.getId())
                .update();
        management.executeJob(step.getId());
        assertThat(Scrape.of(http, clock).value("response_jobs_due_unlocked"))
                .as("the timer behind it is not due")
                .isEqualTo(dueToTheEngine());
    }

    @Test
    void theOldestDueTimerHasItsAge() {
        String instance = start(Duration.ofDays(-4_000));
        management.executeJob(job(instance).getId());
        Job timer = job(instance);
        double age = (clock.instant().toEpochMilli() - timer.getDuedate().getTime()) / 1000.0;
        assertThat(Scrape.of(http, clock).value("response_oldest_due_timer_seconds"))
                .isEqualTo(age + 10);
        management.setJobDuedate(timer.getId(), Date.from(clock.instant().plus(Duration.ofDays(1))));
        assertThat(Scrape.of(http, clock).value("response_oldest_due_timer_seconds"))
                .isLessThan(age);
    }

    @Test
    void aStepThatFailedForGoodIsAnIncidentAndAJobWithoutRetries() {
        Job step = job(start(Duration.ofDays(1)));
        Scrape before = Scrape.of(http, clock);
        management.setJobRetries(step.getId(), 0);
        Scrape failed = Scrape.of(http, clock);
        assertThat(incidents(failed) - incidents(before)).isEqualTo(1);
        assertThat(failed.value("response_jobs_without_retries") - before.value("response_jobs_without_retries"))
                .isEqualTo(1);
        management.setJobRetries(step.getId(), 1);
        Scrape mended = Scrape.of(http, clock);
        assertThat(incidents(mended)).isEqualTo(incidents(before));
        assertThat(mended.value("response_jobs_without_retries"))
                .isEqualTo(before.value("response_jobs_without_retries"));
    }

    @Test
    void anIncidentOfAKindThatSomebodyMadeUpIsToldAsOther() {
        String instance = start(Duration.ofDays(1));
        double before = Scrape.of(http, clock).value("response_engine_incidents", "type", "other");
        runtime.createIncident("called INC-2026-000001", instance, "made up");
        Scrape after = Scrape.of(http, clock);
        assertThat(after.value("response_engine_incidents", "type", "other") - before)
                .isEqualTo(1);
        assertThat(after.valuesOf("type")).isEqualTo(Set.of("failedJob", "failedExternalTask", "other"));
        runtime.deleteProcessInstance(instance, "cleared away");
    }

    @Test
    void whatTheExecutorDoesIsCountedBesideTheMetersOfTheEngine() {
        Scrape before = Scrape.of(http, clock);
        counts.markOccurrence(Metrics.JOB_ACQUISITION_ATTEMPT);
        counts.markOccurrence(Metrics.JOB_ACQUIRED_SUCCESS, 5);
        counts.markOccurrence(Metrics.JOB_EXECUTION_REJECTED, 2);
        Scrape after = Scrape.of(http, clock);
        assertThat(after.value("response_job_acquisitions_total") - before.value("response_job_acquisitions_total"))
                .isEqualTo(1);
        assertThat(after.value("response_jobs_acquired_total", "outcome", "taken")
                        - before.value("response_jobs_acquired_total", "outcome", "taken"))
                .isEqualTo(5);
        assertThat(after.value("response_jobs_rejected_total") - before.value("response_jobs_rejected_total"))
                .isEqualTo(2);
        assertThat(counts.getDbMeterByName(Metrics.JOB_EXECUTION_REJECTED).get())
                .as("the engine's own")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRefusedFormIsCountedByItsNameButNotInARestrictedIncident() {
        PlantedIncident open = PlantedIncident.send(http, jdbc, engine, "refused-" + UUID.randomUUID());
        PlantedIncident restricted =
                PlantedIncident.send(http, jdbc, engine, "refused-" + UUID.randomUUID(), "tlp:red");
        double before = rejections();
        assertThatThrownBy(() ->
                        engine.submit(engine.task(open.number(), "acknowledge"), Map.of("note", "n".repeat(99_999))))
                .isInstanceOf(Engine.Refused.class);
        assertThat(rejections() - before).isEqualTo(1);
        assertThatThrownBy(() -> engine.submit(
                        engine.task(restricted.number(), "acknowledge"), Map.of("note", "n".repeat(99_999))))
                .isInstanceOf(Engine.Refused.class);
        assertThat(rejections() - before).isEqualTo(1);
        engine.submit(engine.task(open.number(), "acknowledge"), Map.of("note", "On it"));
        assertThat(rejections() - before).isEqualTo(1);
    }

    @Test
    void theDatabaseIsAskedEveryTenSecondsAtMost() {
        Measured once = new Measured() {
            private int asked;

            @Override
            public java.util.List<Measurement> measure() {
                return java.util.List.of(Measurement.gauge("asked", "How often").add(++asked));
            }
        };
        Scraped scraped = new Scraped(once, clock);
        String first = scraped.collect().get(0).getDataPoints().toString();
        clock.advance(Duration.ofSeconds(9));
        assertThat(scraped.collect().get(0).getDataPoints().toString()).isEqualTo(first);
        assertThat(scraped.collect()).isSameAs(scraped.collect());
        var kept = scraped.collect();
        clock.advance(Duration.ofSeconds(1));
        assertThat(scraped.collect()).isNotSameAs(kept);
    }

    private long dueToTheEngine() {
        return management.createJobQuery().executable().active().count();
    }

    private double rejections() {
        return Scrape.of(http, clock).value("response_form_rejections_total", "form", "acknowledge-incident");
    }

    private static double incidents(Scrape scrape) {
        return scrape.value("response_engine_incidents", "type", "failedJob");
    }

    private String start(Duration until) {
        return runtime.startProcessInstanceByKey(
                        "jobs",
                        "JOB-" + UUID.randomUUID(),
                        Map.of("due", Date.from(clock.instant().plus(until))))
                .getId();
    }

    private Job job(String instance) {
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }
}
