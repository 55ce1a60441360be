package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import io.github.integratedresponse.testing.Scrape;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class TimerLatenessTest {

    @Autowired
    MovableClock clock;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    MeterRegistry meters;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Http http;

    private long countBefore;
    private double secondsBefore;

    @BeforeEach
    void diagrams() {
        repository
                .createDeployment()
                .name("timers")
                .enableDuplicateFiltering(true)
                .addModelInstance(
                        "timers.bpmn",
                        Bpmn.createExecutableProcess("timers")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask("work")
                                .boundaryEvent("due")
                                .cancelActivity(false)
                                .timerWithDate("${due}")
                                .serviceTask("step")
                                .camundaExpression("${step}")
                                .endEvent()
                                .moveToActivity("work")
                                .boundaryEvent("again")
                                .cancelActivity(false)
                                .timerWithCycle("R3/PT1H")
                                .endEvent()
                                .moveToActivity("work")
                                .endEvent()
                                .done())
                .deploy();
        Timer timer = timer();
        countBefore = timer.count();
        secondsBefore = timer.totalTime(TimeUnit.SECONDS);
    }

    @Test
    void aTimerIsLateFromItsDueDateOn() {
        Job due = waiting(Duration.ofHours(1));
        clock.advance(Duration.ofHours(1).plusSeconds(3));
        management.executeJob(due.getId());
        assertCounted(1, 3);
    }

    @Test
    void prometheusReadsItInBuckets() {
        Scrape before = Scrape.of(http, clock);
        Job due = waiting(Duration.ofHours(1));
        clock.advance(Duration.ofHours(1).plusMillis(1_700));
        management.executeJob(due.getId());
        Scrape after = Scrape.of(http, clock);
        assertThat(after.value("response_timer_lateness_seconds_count")
                        - before.value("response_timer_lateness_seconds_count"))
                .isEqualTo(1);
        assertThat(bucket(after, "1.5") - bucket(before, "1.5")).isZero();
        assertThat(bucket(after, "2.0") - bucket(before, "2.0")).isEqualTo(1);
        assertThat(bucket(after, "+Inf") - bucket(before, "+Inf")).isEqualTo(1);
        assertThat(after.value("response_timer_lateness_seconds_max")).isGreaterThanOrEqualTo(1.7);
    }

    @Test
    void aTimerThatFailedCountsOnceHoweverOftenItIsTried() {
        Job due = waiting(Duration.ofHours(1));
        runtime.removeVariable(due.getProcessInstanceId(), "step");
        clock.advance(Duration.ofHours(1).plusSeconds(2));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> management.executeJob(due.getId())).isNotNull();
            clock.advance(Duration.ofHours(2));
        }
        management.setJobRetries(due.getId(), 0);
        management.setJobRetries(due.getId(), 1);
        runtime.setVariable(due.getProcessInstanceId(), "step", "works again");
        clock.advance(Duration.ofDays(1));
        management.executeJob(due.getId());
        assertCounted(1, 2);
    }

    @Test
    void aTimerSetBackByHandIsLateFromThenOn() {
        Job due = waiting(Duration.ofDays(10));
        management.setJobDuedate(due.getId(), Date.from(clock.instant().minus(Duration.ofHours(5))));
        clock.advance(Duration.ofSeconds(1));
        management.executeJob(due.getId());
        assertCounted(1, 1);
        assertThat(setBack(due)).isZero();
    }

    @Test
    void aTimerSetBackToTheFutureIsLateFromItsNewDateOn() {
        Job due = waiting(Duration.ofDays(10));
        management.setJobDuedate(due.getId(), Date.from(clock.instant().plus(Duration.ofHours(5))));
        assertThat(setBack(due)).isZero();
        clock.advance(Duration.ofHours(5).plusSeconds(4));
        management.executeJob(due.getId());
        assertCounted(1, 4);
    }

    @Test
    void aTimerMadeForAMomentThatHadPassedIsLateFromItsMakingOn() {
        Job due = waiting(Duration.ofHours(-8));
        clock.advance(Duration.ofSeconds(1));
        management.executeJob(due.getId());
        assertCounted(1, 1);
    }

    @Test
    void aTimerRunByHandBeforeItsTimeDoesNotCount() {
        management.executeJob(waiting(Duration.ofHours(1)).getId());
        assertCounted(0, 0);
    }

    @Test
    void aRepeatingTimerComesAgainAndEachTimeCounts() {
        String instance = waiting(Duration.ofDays(1)).getProcessInstanceId();
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        management.executeJob(job(instance, "again").getId());
        clock.advance(Duration.ofHours(1));
        management.executeJob(job(instance, "again").getId());
        assertThat(timer().count() - countBefore).isEqualTo(2);
        assertThat(job(instance, "again")).isNotNull();
    }

    @Test
    void aJobWhoseDateIsTakenAwayIsDueAtOnce() {
        Job due = waiting(Duration.ofDays(10));
        management.setJobDuedate(due.getId(), null);
        assertThat(job(due.getProcessInstanceId(), "due").getDuedate()).isEqualTo(Date.from(clock.instant()));
    }

    private Job waiting(Duration until) {
        String instance = runtime.startProcessInstanceByKey(
                        "timers",
                        "TIMER-" + UUID.randomUUID(),
                        Map.of("due", Date.from(clock.instant().plus(until)), "step", "works"))
                .getId();
        return job(instance, "due");
    }

    private Job job(String instance, String element) {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(element)
                .singleResult();
    }

    private Timer timer() {
        return meters.get("response.timer.lateness").timer();
    }

    private void assertCounted(long timers, double seconds) {
        assertThat(timer().count() - countBefore).isEqualTo(timers);
        assertThat(timer().totalTime(TimeUnit.SECONDS) - secondsBefore).isCloseTo(seconds, within(0.001));
    }

    private static double bucket(Scrape scrape, String le) {
        return scrape.value("response_timer_lateness_seconds_bucket", "le", le);
    }

    private long setBack(Job job) {
        return jdbc.sql("select count(*) from response.timer_set_back where job_id = ?")
                .param(job.getId())
                .query(Long.class)
                .single();
    }
}
