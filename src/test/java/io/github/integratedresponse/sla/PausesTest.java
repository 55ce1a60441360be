package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class PausesTest {

    private static final String MANAGER = "security-operations-manager";

    /** Of repair-engineering at SEV2. */
    private static final Duration TARGET = Duration.ofDays(30);

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    final String work = "WAIT-" + UUID.randomUUID();
    Instant start = Instant.EPOCH;
    String instance = "";

    @BeforeEach
    void startOfWork() {
        repository
                .createDeployment()
                .name("waiting")
                .addClasspathResource("sla/waiting.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
        start = clock.instant();
    }

    @Test
    void aClockStandsStillWhileItsWorkWaitsAndItsDueDateMovesByThatMuch() {
        begin(MANAGER);
        clock.advance(Duration.ofDays(10));
        goTo("supplier");

        assertThat(state()).isEqualTo("PAUSED");
        assertThat(timer("due").isSuspended()).isTrue();
        assertThat(timer("warning").isSuspended()).isTrue();
        clock.advance(Duration.ofDays(100));
        engine.runDueJobs(work);
        assertThat(ledger()).containsExactly("STARTED", "PAUSED");

        done("supplier");

        Instant moved = start.plus(TARGET).plus(Duration.ofDays(100));
        assertThat(state()).isEqualTo("RUNNING");
        assertThat(due()).isEqualTo(moved);
        assertThat(timer("due").isSuspended()).isFalse();
        assertThat(timer("due").getDuedate()).isEqualTo(moved);
        assertThat(timer("warning").getDuedate())
                .isEqualTo(start.plus(Duration.ofHours(540)).plus(Duration.ofDays(100)));
        assertThat(engine.task(work, "work").getDueDate()).isEqualTo(moved);

        clock.advance(Duration.ofDays(5));
        done("work");
        assertThat(state()).isEqualTo("MET");
        assertThat(ledger()).containsExactly("STARTED", "PAUSED", "RESUMED", "MET");
        assertThat(figure("paused_ms")).isEqualTo(Duration.ofDays(100).toMillis());
        assertThat(figure("elapsed_ms")).isEqualTo(Duration.ofDays(15).toMillis());
    }

    @Test
    void aTimerThatSomebodyRunsByHandDuringAPauseFindsNothingLate() {
        begin(MANAGER);
        goTo("supplier");
        clock.advance(Duration.ofDays(100));
        management.executeJob(timer("due").getId());

        assertThat(ledger()).containsExactly("STARTED", "PAUSED");
        done("supplier");
        assertThat(timer("due").getDuedate()).isEqualTo(start.plus(TARGET).plus(Duration.ofDays(100)));
    }

    @Test
    void theLedgerSaysWhyAClockStoodStillAndWhoApproved() {
        begin(MANAGER);
        goTo("supplier");

        assertThat(jdbc.sql(
                                "select l.reason || ' / ' || l.actor || ' / ' || l.state from response.sla_ledger l"
                                        + " join response.sla_clock c on c.id = l.clock_id where c.business_key = ? and l.event = 'PAUSED'")
                        .param(work)
                        .query(String.class)
                        .single())
                .isEqualTo("Waits for the supplier / " + MANAGER + " / PAUSED");
    }

    @Test
    void aClockGoesOnWhereThePolicyWantsAnApprovalThatNobodyGave() {
        begin(Map.of());
        goTo("supplier");

        assertThat(state()).isEqualTo("RUNNING");
        assertThat(ledger()).containsExactly("STARTED", "PAUSE_REFUSED");
        clock.advance(Duration.ofDays(31));
        done("supplier", "work");
        assertThat(state()).isEqualTo("MET_LATE");
        assertThat(figure("paused_ms")).isZero();
    }

    @Test
    void aClockGoesOnWhereSomebodyApprovedWhoMayNot() {
        begin("responder");
        goTo("supplier");

        assertThat(state()).isEqualTo("RUNNING");
        assertThat(jdbc.sql("select l.reason from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.business_key = ? and l.event = 'PAUSE_REFUSED'")
                        .param(work)
                        .query(String.class)
                        .single())
                .isEqualTo("responder, who approved of it, has not got the role security-operations-manager;"
                        + " asked for because: Waits for the supplier");
    }

    @Test
    void aPauseForOtherClocksLeavesThisOneRunning() {
        begin(MANAGER);
        goTo("unconcerned");

        assertThat(state()).isEqualTo("RUNNING");
        assertThat(ledger()).containsExactly("STARTED");
    }

    @Test
    void aClockRunsAgainWhenTheLastOfItsPausesHasEnded() {
        begin(MANAGER);
        goTo("both");
        clock.advance(Duration.ofDays(3));
        done("one");
        assertThat(state()).isEqualTo("PAUSED");
        clock.advance(Duration.ofDays(4));
        done("other");

        assertThat(state()).isEqualTo("RUNNING");
        assertThat(due()).isEqualTo(start.plus(TARGET).plus(Duration.ofDays(7)));
        assertThat(figure("paused_ms")).isEqualTo(Duration.ofDays(7).toMillis());
        assertThat(ledger()).containsExactly("STARTED", "PAUSED", "PAUSED", "RESUMED");
    }

    @Test
    void aCalledProcessLetsTheClockOfItsCallerStandStill() {
        begin(MANAGER);
        goTo("elsewhere");

        assertThat(state()).isEqualTo("PAUSED");
        assertThat(timer("due").isSuspended()).isTrue();
        clock.advance(Duration.ofDays(40));
        done("elsewhereSupplier");
        assertThat(state()).isEqualTo("RUNNING");
        assertThat(timer("due").getDuedate()).isEqualTo(start.plus(TARGET).plus(Duration.ofDays(40)));
    }

    @Test
    void aWaitThatIsBrokenOffEndsThePause() {
        begin(MANAGER);
        goTo("supplier");
        clock.advance(Duration.ofDays(300));
        engine.runDueJobs(work);

        assertThat(engine.task(work, "work").getDueDate())
                .isEqualTo(start.plus(TARGET).plus(Duration.ofDays(300)));
        assertThat(state()).isEqualTo("RUNNING");
        assertThat(timer("due").getDuedate()).isEqualTo(start.plus(TARGET).plus(Duration.ofDays(300)));
    }

    @Test
    void aProcessThatIsDeletedWhileItWaitsCancelsItsClock() {
        begin(MANAGER);
        goTo("supplier");
        clock.advance(Duration.ofDays(60));
        runtime.deleteProcessInstance(instance, "no longer needed");

        assertThat(state()).isEqualTo("CANCELLED");
        assertThat(ledger()).containsExactly("STARTED", "PAUSED", "RESUMED", "CANCELLED");
        assertThat(figure("elapsed_ms")).isZero();
    }

    @Test
    void aProcessThatIsDeletedWhileItsCalledProcessWaitsCancelsItsClock() {
        begin(MANAGER);
        goTo("elsewhere");
        clock.advance(Duration.ofDays(60));
        runtime.deleteProcessInstance(instance, "no longer needed");

        assertThat(state()).isEqualTo("CANCELLED");
        assertThat(figure("elapsed_ms")).isZero();
    }

    @Test
    void aSeverityThatChangesDuringAPauseMovesThePromiseAndThePauseGoesOn() {
        begin(MANAGER);
        clock.advance(Duration.ofDays(5));
        goTo("supplier");
        clock.advance(Duration.ofDays(20));
        change("SEV1");

        assertThat(state()).isEqualTo("PAUSED");
        assertThat(due()).isEqualTo(start.plus(Duration.ofDays(14)));
        assertThat(timer("due").isSuspended()).isTrue();
        engine.runDueJobs(work);
        assertThat(ledger()).containsExactly("STARTED", "PAUSED", "RETARGETED");

        done("supplier");
        assertThat(due()).isEqualTo(start.plus(Duration.ofDays(34)));
        assertThat(timer("due").getDuedate()).isEqualTo(start.plus(Duration.ofDays(34)));
    }

    @Test
    void aTimerThatHadComeIsSetAgainWhenAPauseMovesItsPromise() {
        begin(MANAGER);
        clock.advance(Duration.ofDays(25));
        engine.runDueJobs(work);
        assertThat(ledger()).containsExactly("STARTED", "WARNED");
        goTo("supplier");
        clock.advance(Duration.ofDays(50));
        done("supplier");

        // its time had come before the wait, and stays come
        assertThat(ledger()).containsExactly("STARTED", "WARNED", "PAUSED", "RESUMED");
        assertThat(timer("due").getDuedate()).isEqualTo(start.plus(Duration.ofDays(80)));
        clock.advance(Duration.ofDays(6));
        engine.runDueJobs(work);
        assertThat(ledger()).contains("BREACHED");
        assertThat(state()).isEqualTo("BREACHED");
    }

    @Test
    void aBrokenPromiseStaysBrokenThroughAPause() {
        begin(MANAGER);
        clock.advance(Duration.ofDays(31));
        engine.runDueJobs(work);
        assertThat(state()).isEqualTo("BREACHED");
        goTo("supplier");
        assertThat(state()).isEqualTo("PAUSED");
        clock.advance(Duration.ofDays(9));
        done("supplier");

        assertThat(state()).isEqualTo("BREACHED");
        assertThat(due()).isEqualTo(start.plus(TARGET));
        done("work");
        assertThat(state()).isEqualTo("MET_LATE");
        assertThat(figure("elapsed_ms")).isEqualTo(Duration.ofDays(31).toMillis());
    }

    @Test
    void aBrokenPromiseThatIsMovedIntoTheFutureRunsAgainAndCanBreakOnceMore() {
        begin(MANAGER);
        clock.advance(Duration.ofDays(31));
        engine.runDueJobs(work);
        change("SEV3");

        assertThat(state()).isEqualTo("RUNNING");
        assertThat(due()).isEqualTo(start.plus(Duration.ofDays(60)));
        clock.advance(Duration.ofDays(30));
        engine.runDueJobs(work);
        assertThat(state()).isEqualTo("BREACHED");
        assertThat(ledger()).containsExactly("STARTED", "BREACHED", "RETARGETED", "BREACHED");
    }

    @Test
    void timeCountsFromBeforeTheElementWhereTheDiagramSaysSo() {
        Instant before = start.minus(Duration.ofDays(4));
        begin(Map.of("since", before.toString(), "about", "GDPR_72H"));

        assertThat(due()).isEqualTo(before.plus(TARGET));
        assertThat(jdbc.sql("select started_at from response.sla_clock where business_key = ? and subject = 'GDPR_72H'")
                        .param(work)
                        .query(Timestamp.class)
                        .single()
                        .toInstant())
                .isEqualTo(before);
        clock.advance(Duration.ofDays(1));
        done("work");
        assertThat(figure("elapsed_ms")).isEqualTo(Duration.ofDays(5).toMillis());
    }

    @Test
    void aClockCanBeLateFromItsFirstMoment() {
        begin(Map.of("since", start.minus(Duration.ofDays(90)).toString()));
        engine.runDueJobs(work);

        assertThat(state()).isEqualTo("BREACHED");
        done("work");
        assertThat(state()).isEqualTo("MET_LATE");
    }

    @Test
    void noClockCountsFromTheFuture() {
        begin(Map.of("since", start.plus(Duration.ofDays(90)).toString()));

        assertThat(due()).isEqualTo(start.plus(TARGET));
    }

    @Test
    void everyLineOfTheLedgerTellsHowTheClockStoodAfterIt() {
        begin(MANAGER);
        goTo("supplier");
        clock.advance(Duration.ofDays(2));
        done("supplier", "work");

        assertThat(jdbc.sql(
                                "select l.event || ' ' || l.state || ' ' || l.paused_ms || ' ' || coalesce(l.elapsed_ms, -1)"
                                        + " from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                        + " where c.business_key = ? order by l.id")
                        .param(work)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "STARTED RUNNING 0 -1",
                        "PAUSED PAUSED 0 -1",
                        "RESUMED RUNNING 172800000 -1",
                        "MET MET 172800000 0");
    }

    private void begin(String approver) {
        Map<String, Object> scalars = new HashMap<>();
        scalars.put("approver", approver);
        begin(scalars);
    }

    private void begin(Map<String, ?> scalars) {
        Map<String, Object> all = new HashMap<>();
        all.put("severity", "SEV2");
        all.put("since", null);
        all.put("about", null);
        all.put("approver", null);
        all.put("why", "Waits for the supplier");
        all.put("next", "done");
        all.putAll(scalars);
        instance = engine.start("waiting", work, all).getId();
    }

    private void goTo(String where) {
        runtime.setVariable(instance, "next", where);
        tasks.complete(engine.task(work, "work").getId());
        runtime.setVariable(instance, "next", "done");
    }

    private void done(String... taskKeys) {
        for (String taskKey : taskKeys) {
            tasks.complete(tasks.createTaskQuery().taskDefinitionKey(taskKey).list().stream()
                    .filter(task -> belongs(task.getProcessInstanceId()))
                    .findFirst()
                    .orElseThrow()
                    .getId());
        }
    }

    private boolean belongs(String processInstanceId) {
        return processInstanceId.equals(instance)
                || runtime.createProcessInstanceQuery()
                                .superProcessInstanceId(instance)
                                .processInstanceId(processInstanceId)
                                .count()
                        == 1;
    }

    private void change(String severity) {
        processes.tell("test-waiting-severity-changed", work, Map.of("severity", severity));
        engine.runDueJobs(work);
    }

    private Job timer(String activityId) {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(activityId)
                .singleResult();
    }

    private String state() {
        return one("state");
    }

    private Instant due() {
        return jdbc.sql("select due_at from response.sla_clock where business_key = ? and name = 'repair-engineering'")
                .param(work)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private long figure(String column) {
        return Long.parseLong(one(column));
    }

    private String one(String column) {
        return jdbc.sql("select " + column
                        + "::text from response.sla_clock where business_key = ? and name = 'repair-engineering'")
                .param(work)
                .query(String.class)
                .single();
    }

    private List<String> ledger() {
        return jdbc.sql("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                        + " where c.business_key = ? and c.name = 'repair-engineering' order by l.id")
                .param(work)
                .query(String.class)
                .list();
    }
}
