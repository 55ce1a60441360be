package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class ClocksTest {

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

    @Autowired
    Clocks clocks;

    @Autowired
    TransactionTemplate transactions;

    final String work = "WORK-" + UUID.randomUUID();
    Instant start = Instant.EPOCH;

    @BeforeEach
    void startOfWork() {
        repository
                .createDeployment()
                .name("promises")
                .addClasspathResource("sla/promises.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
        start = clock.instant();
    }

    @Test
    void aClockStartsWithItsElementAndIsMetWhenItIsDoneInTime() {
        begin("SEV1");

        assertThat(state("acknowledge")).isEqualTo("RUNNING");
        assertThat(due("acknowledge")).isEqualTo(start.plus(Duration.ofMinutes(15)));

        clock.advance(Duration.ofMinutes(14));
        done("acknowledge");

        assertThat(state("acknowledge")).isEqualTo("MET");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "MET");
    }

    @Test
    void oneRunOfAnElementPromisesOnceHoweverManyAsk() {
        begin("SEV1");

        assertThat(clocks("acknowledge")).isEqualTo(1);
        assertThat(task("acknowledge").getDueDate()).isEqualTo(start.plus(Duration.ofMinutes(15)));
        assertThat(timer("warning")).isEqualTo(start.plus(Duration.ofSeconds(675)));
        assertThat(timer("due")).isEqualTo(start.plus(Duration.ofMinutes(15)));
    }

    @Test
    void oneTransactionKnowsHowTheClockStandsThatItMadeAndMoved() {
        Promise promise = promise();
        transactions.executeWithoutResult(transaction -> {
            SlaClock made = clocks.start(promise);
            assertThat(clocks.start(promise)).isEqualTo(made);

            clocks.retarget(List.of(promise.processInstanceId()), "SEV3");
            SlaClock moved = clocks.start(promise);
            assertThat(moved.dueAt()).isAfter(made.dueAt());
            assertThat(clocks.running("acknowledge", List.of(promise.activityInstanceId())))
                    .contains(moved);

            clocks.stop("acknowledge", promise.activityInstanceId(), null);
            assertThat(clocks.byId(made.id()).state()).isEqualTo(SlaClock.State.MET);
            assertThat(clocks.running("acknowledge", List.of(promise.activityInstanceId())))
                    .isEmpty();
        });

        assertThat(state("acknowledge")).isEqualTo("MET");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "RETARGETED", "MET");
    }

    @Test
    void aClockWhoseTransactionWasRolledBackIsMadeAnew() {
        Promise promise = promise();
        transactions.executeWithoutResult(transaction -> {
            clocks.start(promise);
            transaction.setRollbackOnly();
        });
        assertThat(clocks("acknowledge")).isZero();

        SlaClock made = clocks.start(promise);

        assertThat(clocks.start(promise)).isEqualTo(made);
        assertThat(ledger("acknowledge")).containsExactly("STARTED");
    }

    @Test
    void theInmostOfTheClocksOfOneNameIsTheOneThatRuns() {
        Promise outer = promise();
        Promise inner = promise();
        List<String> runs = List.of(inner.activityInstanceId(), "between", outer.activityInstanceId());
        SlaClock around = clocks.start(outer);
        transactions.executeWithoutResult(transaction -> {
            assertThat(clocks.running("acknowledge", runs)).contains(around);

            clocks.retarget(List.of(outer.processInstanceId()), "SEV3");
            assertThat(clocks.running("acknowledge", runs)).contains(clocks.byId(around.id()));

            SlaClock inside = clocks.start(inner);
            assertThat(clocks.running("acknowledge", runs)).contains(inside);

            clocks.stop("acknowledge", inner.activityInstanceId(), null);
            assertThat(clocks.running("acknowledge", runs)).map(SlaClock::id).contains(around.id());
        });
    }

    private Promise promise() {
        return new Promise(
                "acknowledge",
                "promises",
                UUID.randomUUID().toString(),
                "acknowledge",
                "acknowledge:" + UUID.randomUUID(),
                work,
                "SEV1",
                null,
                null);
    }

    @Test
    void workDoneAfterItsDueDateIsMetLate() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(16));
        done("acknowledge");

        assertThat(state("acknowledge")).isEqualTo("MET_LATE");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "MET_LATE");
    }

    @Test
    void workDoneOnTheVeryMomentIsInTime() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(15));
        done("acknowledge");

        assertThat(state("acknowledge")).isEqualTo("MET");
    }

    @Test
    void anInterruptedElementCancelsItsClock() {
        ProcessInstance instance = begin("SEV4");
        management.executeJob(management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId("other")
                .singleResult()
                .getId());

        assertThat(state("acknowledge")).isEqualTo("CANCELLED");
    }

    @Test
    void aDeletedProcessCancelsItsClocks() {
        ProcessInstance instance = begin("SEV4");
        runtime.deleteProcessInstance(instance.getId(), "no longer needed");

        assertThat(state("acknowledge")).isEqualTo("CANCELLED");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "CANCELLED");
    }

    @Test
    void tasksInsideAScopeShareItsPromise() {
        begin("SEV1");
        done("acknowledge");
        Instant containFrom = clock.instant();
        clock.advance(Duration.ofHours(1));
        assertThat(task("plan").getDueDate()).isEqualTo(containFrom.plus(Duration.ofHours(4)));
        done("plan");

        assertThat(task("verify").getDueDate()).isEqualTo(containFrom.plus(Duration.ofHours(4)));
        assertThat(clocks("contain")).isEqualTo(1);
        done("verify");
        assertThat(state("contain")).isEqualTo("MET");
    }

    @Test
    void eachInstanceOfAMultiInstanceMakesItsOwnPromise() {
        begin("SEV1");
        done("acknowledge", "plan", "verify");

        assertThat(clocks("recover")).isEqualTo(2);
        assertThat(timer("recoverDue")).isEqualTo(clock.instant().plus(Duration.ofDays(2)));

        List<Task> branches = engine.tasks(work);
        assertThat(branches).extracting(Task::getDueDate).allSatisfy(due -> assertThat(due)
                .isEqualTo(clock.instant().plus(Duration.ofDays(2))));
        tasks.complete(branches.get(0).getId());
        assertThat(states("recover")).containsExactlyInAnyOrder("MET", "RUNNING");
    }

    @Test
    void aChangedSeverityMovesClockDueDatePriorityAndTimerAndKeepsTheOldTarget() {
        begin("SEV2");
        done("acknowledge");
        assertThat(task("plan").getPriority()).isEqualTo(60);
        clock.advance(Duration.ofMinutes(10));
        Instant containFrom = clock.instant().minus(Duration.ofMinutes(10));

        change("SEV0");

        assertThat(due("contain")).isEqualTo(containFrom.plus(Duration.ofHours(1)));
        assertThat(task("plan").getDueDate()).isEqualTo(containFrom.plus(Duration.ofHours(1)));
        assertThat(task("plan").getPriority()).isEqualTo(100);
        assertThat(timer("containDue")).isEqualTo(containFrom.plus(Duration.ofHours(1)));
        assertThat(jdbc.sql("select l.event || ' ' || l.target || ' ' || l.severity from response.sla_ledger l join"
                                + " response.sla_clock c on c.id = l.clock_id where c.business_key = ? and c.name = 'contain'"
                                + " order by l.id")
                        .param(work)
                        .query(String.class)
                        .list())
                .containsExactly("STARTED P1D SEV2", "RETARGETED PT1H SEV0");
        done("plan", "verify");
        assertThat(state("contain")).isEqualTo("MET");
    }

    @Test
    void aChangedSeverityMovesTheBoundaryTimersOfATask() {
        begin("SEV3");
        assertThat(timer("due")).isEqualTo(start.plus(Duration.ofHours(4)));

        change("SEV1");

        assertThat(timer("warning")).isEqualTo(start.plus(Duration.ofSeconds(675)));
        assertThat(timer("due")).isEqualTo(start.plus(Duration.ofMinutes(15)));
        assertThat(timer("other")).isEqualTo(start.plus(Duration.ofDays(100)));
        assertThat(clocks("acknowledge")).isEqualTo(1);
    }

    @Test
    void aChangedSeverityMovesTheTimerAroundAMultiInstance() {
        begin("SEV2");
        done("acknowledge", "plan", "verify");
        clock.advance(Duration.ofHours(3));

        change("SEV0");

        assertThat(timer("recoverDue")).isEqualTo(start.plus(Duration.ofDays(1)));
        assertThat(engine.tasks(work)).extracting(Task::getDueDate).allSatisfy(due -> assertThat(due)
                .isEqualTo(start.plus(Duration.ofDays(1))));
    }

    @Test
    void aChangedSeverityReachesEveryProcessAboutTheSameWork() {
        ProcessInstance first = begin("SEV3");
        ProcessInstance second = begin("SEV3");

        runtime.setVariable(first.getId(), "severity", "SEV0");
        runtime.createMessageCorrelation("test-severity-changed")
                .processInstanceId(first.getId())
                .correlate();

        assertThat(runtime.getVariable(second.getId(), "severity")).isEqualTo("SEV0");
        assertThat(engine.tasks(work)).hasSize(2).allSatisfy(task -> assertThat(task.getPriority())
                .isEqualTo(100));
        assertThat(jdbc.sql("select count(*) from response.sla_clock where business_key = ? and severity = 'SEV0'")
                        .param(work)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aClockThatStoppedInTheSameStepIsNotStartedAgainByMovingTheOthers() {
        repository
                .createDeployment()
                .name("moved-after")
                .addClasspathResource("sla/moved-after.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
        engine.start("moved-after", work, Map.of("severity", "SEV2"));
        done("triage");

        assertThat(states("triage")).containsExactly("MET");
    }

    @Test
    void aDueDateWithoutADeclaredClockCountsFromTheTaskAndIsNotKept() {
        begin("SEV2");
        done("acknowledge", "plan", "verify");
        engine.tasks(work).forEach(branch -> tasks.complete(branch.getId()));
        assertThat(task("unpromised").getDueDate()).isEqualTo(start.plus(Duration.ofHours(4)));
        clock.advance(Duration.ofMinutes(30));

        change("SEV0");

        assertThat(task("unpromised").getDueDate()).isEqualTo(start.plus(Duration.ofHours(1)));
        assertThat(timer("unpromisedDue")).isEqualTo(start.plus(Duration.ofHours(1)));
        assertThat(clocks("communicate")).isZero();
    }

    @Test
    void aClockThatNoPolicyKnowsGetsADayAndTheLedgerSaysSo() {
        begin("SEV2");
        done("acknowledge", "plan", "verify");
        engine.tasks(work).forEach(branch -> tasks.complete(branch.getId()));
        done("unpromised");

        assertThat(due("no-such-clock")).isEqualTo(start.plus(Duration.ofDays(1)));
        assertThat(jdbc.sql("select l.reason from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.business_key = ? and c.name = 'no-such-clock'")
                        .param(work)
                        .query(String.class)
                        .single())
                .startsWith("Fallback");
    }

    @Test
    void theLedgerNamesThePolicyVersionItPromisedBy() {
        begin("SEV1");

        assertThat(jdbc.sql("select l.policy_version from response.sla_ledger l join response.sla_clock c on c.id ="
                                + " l.clock_id where c.business_key = ?")
                        .param(work)
                        .query(Integer.class)
                        .single())
                .isEqualTo(repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey("sla-policy")
                        .latestVersion()
                        .singleResult()
                        .getVersion());
    }

    @Test
    void theLedgerRefusesToBeChangedOrEmptied() {
        begin("SEV1");

        assertThatThrownBy(() -> jdbc.sql("update response.sla_ledger set reason = 'nicer'")
                        .update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from response.sla_ledger").update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("truncate response.sla_ledger").update())
                .hasStackTraceContaining("append-only");
    }

    private ProcessInstance begin(String severity) {
        return engine.start("promises", work, Map.of("severity", severity));
    }

    private void change(String severity) {
        processes.tell("test-severity-changed", work, Map.of("severity", severity));
        engine.runDueJobs(work);
    }

    private void done(String... taskKeys) {
        for (String taskKey : taskKeys) {
            tasks.complete(task(taskKey).getId());
        }
    }

    private Task task(String taskKey) {
        return engine.task(work, taskKey);
    }

    private Instant timer(String activityId) {
        List<Job> jobs = management.createJobQuery().activityId(activityId).list().stream()
                .filter(job -> runtime.createProcessInstanceQuery()
                                .processInstanceId(job.getProcessInstanceId())
                                .processInstanceBusinessKey(work)
                                .count()
                        == 1)
                .toList();
        assertThat(jobs).hasSize(1);
        return jobs.get(0).getDuedate().toInstant();
    }

    private List<String> states(String name) {
        return jdbc.sql("select state from response.sla_clock where business_key = ? and name = ?")
                .param(work)
                .param(name)
                .query(String.class)
                .list();
    }

    private String state(String name) {
        assertThat(states(name)).hasSize(1);
        return states(name).get(0);
    }

    private long clocks(String name) {
        return states(name).size();
    }

    private Instant due(String name) {
        return jdbc.sql("select due_at from response.sla_clock where business_key = ? and name = ?")
                .param(work)
                .param(name)
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }

    private List<String> ledger(String name) {
        return jdbc.sql("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                        + " where c.business_key = ? and c.name = ? order by l.id")
                .param(work)
                .param(name)
                .query(String.class)
                .list();
    }
}
