package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class EscalationTest {

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

    final String work = "LATE-" + UUID.randomUUID();

    @BeforeEach
    void deployWork() {
        repository
                .createDeployment()
                .name("late work")
                .addClasspathResource("sla/late-work.bpmn")
                .addClasspathResource("sla/late-branch.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
    }

    @Test
    void whoeverMayTakeTheWorkIsRemindedOnceWhenItIsSoonDue() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(12));
        engine.runDueJobs(work);

        assertThat(ledger("acknowledge")).containsExactly("STARTED", "WARNED");
        assertThat(outcomes()).containsExactly("warning REMINDED");
        assertThat(reminded()).contains("responder", "incident-commander").doesNotHaveDuplicates();
        assertThat(escalations()).isEmpty();
    }

    @Test
    void whoeverHasTheWorkIsRemindedAlone() {
        begin("SEV1");
        tasks.claim(engine.task(work, "acknowledge").getId(), "responder");
        clock.advance(Duration.ofMinutes(12));
        engine.runDueJobs(work);

        assertThat(reminded()).containsExactly("responder");
    }

    @Test
    void aBrokenPromiseIsAcknowledgedByTheFirstRoleOfTheLadder() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(16));
        engine.runDueJobs(work);

        assertThat(ledger("acknowledge")).containsExactly("STARTED", "BREACHED");
        Task escalated = engine.task(work, "acknowledge-escalation");
        assertThat(candidateGroups(escalated)).containsExactly("incident-commander");
        assertThat(escalated.getDueDate())
                .isEqualTo(java.util.Date.from(clock.instant().plus(Duration.ofMinutes(30))));
        assertThat(engine.shown(work, "acknowledge-escalation"))
                .containsEntry("work", "Acknowledge it (nobody has it)")
                .containsEntry("lateBy", "0 h 1 min");

        engine.complete(
                work, "acknowledge-escalation", Map.of("action", "REASSIGNED", "note", "Ines takes it before noon"));

        assertThat(outcomes()).containsExactly("breach ACKNOWLEDGED");
        assertThat(escalations()).isEmpty();
        assertThat(steps()).containsExactly("ESCALATED incident-commander", "ACKNOWLEDGED incident-commander");
        assertThat(engine.tasks(work)).extracting(Task::getTaskDefinitionKey).containsExactly("acknowledge");
    }

    @Test
    void anAcknowledgementThatSaysNothingIsRefused() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(16));
        engine.runDueJobs(work);

        assertThatThrownBy(() -> engine.complete(work, "acknowledge-escalation", Map.of("action", "", "note", " ")))
                .hasMessageContaining("action")
                .hasMessageContaining("note");
        assertThat(engine.task(work, "acknowledge-escalation")).isNotNull();
    }

    @Test
    void theLadderIsClimbedUntilNobodyIsLeft() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(16));
        engine.runDueJobs(work);
        ProcessInstance escalation = escalations().get(0);
        for (String role : List.of("incident-commander", "security-operations-manager", "executive")) {
            assertThat(candidateGroups(engine.task(work, "acknowledge-escalation")))
                    .containsExactly(role);
            clock.advance(Duration.ofMinutes(31));
            engine.runDueJobs(work);
        }

        assertThat(escalation).isEnded();
        assertThat(outcomes()).containsExactly("breach UNANSWERED");
        assertThat(steps())
                .containsExactly(
                        "ESCALATED incident-commander", "ESCALATED security-operations-manager", "ESCALATED executive");
    }

    @Test
    void aPromiseThatIsKeptLateEndsItsEscalation() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(16));
        engine.runDueJobs(work);
        done("acknowledge");

        assertThat(escalations()).isEmpty();
        assertThat(outcomes()).containsExactly("breach SETTLED");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "BREACHED", "MET_LATE");
        assertThat(ledger("escalation")).containsExactly("STARTED", "CANCELLED");
    }

    @Test
    void aPromiseThatIsKeptBeforeAnybodyWasRemindedRemindsNobody() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(12));
        runTimersOnly();
        done("acknowledge");
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("warning SETTLED");
        assertThat(reminded()).isEmpty();
    }

    @Test
    void aPromiseThatIsMovedBeforeAnybodyWasRemindedRemindsNobody() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(12));
        runTimersOnly();
        // a promise moved behind the platform's back: the message never came
        jdbc.sql(
                        "update response.sla_clock set warn_at = warn_at + interval '1 day', due_at = due_at + interval '1 day'"
                                + " where business_key = ?")
                .param(work)
                .update();
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("warning SETTLED");
        assertThat(reminded()).isEmpty();
    }

    @Test
    void aPromiseThatIsMovedIntoTheFutureEndsItsEscalationAndIsEscalatedAnewWhenItBreaksAgain() {
        begin("SEV1");
        clock.advance(Duration.ofMinutes(16));
        engine.runDueJobs(work);
        severity("SEV4");

        assertThat(escalations()).isEmpty();
        assertThat(outcomes()).containsExactly("breach SETTLED");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "BREACHED", "RETARGETED");

        clock.advance(Duration.ofDays(2));
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach SETTLED", "breach running");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "BREACHED", "RETARGETED", "BREACHED");
    }

    @Test
    void aPromiseThatIsMovedAndStaysBrokenIsNotEscalatedTwice() {
        begin("SEV2");
        clock.advance(Duration.ofMinutes(31));
        engine.runDueJobs(work);
        severity("SEV1");
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach running");
        assertThat(engine.task(work, "acknowledge-escalation")).isNotNull();
    }

    @Test
    void bothTimersOfOnePromiseThatComeTooLateEscalateItOnce() {
        begin("SEV1");
        clock.advance(Duration.ofDays(1));
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach running");
        assertThat(ledger("acknowledge")).containsExactly("STARTED", "BREACHED");
    }

    @Test
    void workInsideAScopeAndInTheProcessesItCallsIsRemindedOf() {
        begin("SEV1");
        done("acknowledge");
        clock.advance(Duration.ofHours(5));
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach running");
        assertThat(reminded()).contains("product-engineer");
        assertThat(jdbc.sql(
                                "select distinct r.task_name from response.sla_reminder r"
                                        + " join response.sla_clock c on c.id = r.clock_id where c.business_key = ? and r.role is null")
                        .param(work)
                        .query(String.class)
                        .list())
                .containsExactly("Work on a branch");
    }

    @Test
    void branchesThatShareATimerAreEachEscalatedOnce() {
        processes.start("late-branch", work, Map.of("severity", "SEV1"));
        clock.advance(Duration.ofDays(60));
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach running", "breach running");
        assertThat(jdbc.sql("select count(*) from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.business_key = ? and l.event = 'BREACHED'")
                        .param(work)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aScopeThatIsMovedIntoTheFutureIsWarnedAboutAnew() {
        begin("SEV1");
        done("acknowledge");
        clock.advance(Duration.ofMinutes(200));
        engine.runDueJobs(work);
        severity("SEV4");
        clock.advance(Duration.ofDays(6));
        engine.runDueJobs(work);

        assertThat(ledger("contain")).containsExactly("STARTED", "WARNED", "RETARGETED", "WARNED");

        clock.advance(Duration.ofDays(6));
        engine.runDueJobs(work);

        assertThat(ledger("contain")).containsExactly("STARTED", "WARNED", "RETARGETED", "WARNED", "BREACHED");
    }

    private void begin(String severity) {
        engine.start("late-work", work, Map.of("severity", severity));
    }

    private void severity(String severity) {
        processes.tell("late-work-severity-changed", work, Map.of("severity", severity));
    }

    private void done(String taskKey) {
        tasks.complete(engine.task(work, taskKey).getId());
    }

    private void runTimersOnly() {
        runTimers(work);
    }

    private void runTimers(String key) {
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .processDefinitionKey("late-work")
                .singleResult();
        management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .timers()
                .executable()
                .list()
                .forEach(job -> management.executeJob(job.getId()));
    }

    private List<ProcessInstance> escalations() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey("sla-escalation")
                .processInstanceBusinessKey(work)
                .list();
    }

    private List<String> candidateGroups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(link -> link.getGroupId())
                .toList();
    }

    private List<String> ledger(String clockName) {
        return of("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                + " where c.name = '" + clockName + "' and c.business_key = ? order by l.id");
    }

    private List<String> outcomes() {
        return of("select e.level || ' ' || coalesce(e.outcome, 'running') from response.sla_escalation e"
                + " join response.sla_clock c on c.id = e.clock_id where c.business_key = ? order by e.id");
    }

    private List<String> steps() {
        return of("select s.kind || ' ' || s.role from response.sla_escalation_step s"
                + " join response.sla_escalation e on e.id = s.escalation_id"
                + " join response.sla_clock c on c.id = e.clock_id where c.business_key = ? order by s.id");
    }

    private List<String> reminded() {
        return of("select r.person from response.sla_reminder r join response.sla_clock c on c.id = r.clock_id"
                + " where c.business_key = ? order by r.person");
    }

    private List<String> of(String sql) {
        return jdbc.sql(sql).param(work).query(String.class).list();
    }
}
