package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to escalations while a promise stands still: due after thirty days, warned about after a part of them. */
@PlatformTest
class PausedEscalationTest {

    private static final String MANAGER = "security-operations-manager";

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    final String work = "STILL-" + UUID.randomUUID();
    String instance = "";

    @BeforeEach
    void startOfWork() {
        repository
                .createDeployment()
                .name("waiting")
                .addClasspathResource("sla/waiting.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
        Map<String, Object> scalars = new HashMap<>();
        scalars.put("severity", "SEV2");
        scalars.put("since", null);
        scalars.put("about", null);
        scalars.put("approver", MANAGER);
        scalars.put("why", "Waits for the supplier");
        scalars.put("next", "done");
        instance = engine.start("waiting", work, scalars).getId();
        tasks.setAssignee(engine.task(work, "work").getId(), "product-engineer");
        jdbc.sql("update response.sla_digest set closed_at = '2000-01-01', written_at = '2000-01-01'")
                .update();
    }

    @Test
    void nothingIsEscalatedWhileAPromiseStandsStillAndWarningAndBreachComeForTheMovedDate() {
        clock.advance(Duration.ofDays(10));
        stop();
        clock.advance(Duration.ofDays(100));
        engine.runDueJobs(work);
        assertThat(outcomes()).isEmpty();

        goOn();
        clock.advance(Duration.ofDays(11));
        engine.runDueJobs(work);
        assertThat(outcomes()).isEmpty();
        clock.advance(Duration.ofDays(5));
        engine.runDueJobs(work);
        assertThat(outcomes()).containsExactly("warning REMINDED");
        clock.advance(Duration.ofDays(5));
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("warning REMINDED", "breach running");
        assertThat(ledger()).containsExactly("STARTED", "PAUSED", "RESUMED", "WARNED", "BREACHED");
    }

    @Test
    void anEscalationThatIsOpenEndsWhenThePauseBeginsAndBeginsAnewAfterIt() {
        clock.advance(Duration.ofDays(31));
        engine.runDueJobs(work);
        String first = candidateGroup();
        climb();
        assertThat(candidateGroup()).isNotEqualTo(first);
        stop();

        assertThat(outcomes()).containsExactly("breach SETTLED");
        assertThat(engine.tasks(work)).extracting(Task::getTaskDefinitionKey).containsExactly("supplier");
        clock.advance(Duration.ofDays(9));
        engine.runDueJobs(work);
        assertThat(outcomes()).containsExactly("breach SETTLED");

        goOn();
        engine.runDueJobs(work);
        assertThat(outcomes()).containsExactly("breach SETTLED", "breach running");
        assertThat(candidateGroup()).isEqualTo(first);
        assertThat(told(first)).isEqualTo(2);
        assertThat(ledger()).containsExactly("STARTED", "BREACHED", "PAUSED", "RESUMED");
    }

    @Test
    void anEscalationThatWasAnsweredForIsNotBegunAgain() {
        clock.advance(Duration.ofDays(31));
        engine.runDueJobs(work);
        engine.complete(work, "acknowledge-escalation", Map.of("action", "NOTED", "note", "The supplier delays"));
        stop();
        clock.advance(Duration.ofDays(9));
        goOn();
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach ACKNOWLEDGED");
    }

    @Test
    void whoeverWaitedToBeRemindedWhenThePauseBeganIsRemindedAfterIt() {
        jdbc.sql("insert into response.sla_digest (person, written_at, closed_at) values ('product-engineer', ?, ?)")
                .param(clock.instant().plus(Duration.ofDays(25)).atOffset(ZoneOffset.UTC))
                .param(clock.instant().plus(Duration.ofDays(25)).atOffset(ZoneOffset.UTC))
                .update();
        clock.advance(Duration.ofDays(25));
        engine.runDueJobs(work);
        assertThat(outcomes()).containsExactly("warning REMINDED");
        stop();
        assertThat(reasons()).containsExactly("The promise stands still");
        clock.advance(Duration.ofDays(3));
        engine.runDueJobs(work);
        assertThat(reminded()).isZero();

        goOn();
        tasks.setAssignee(engine.task(work, "work").getId(), "product-engineer");
        engine.runDueJobs(work);
        assertThat(reminded()).isEqualTo(1);
    }

    @Test
    void aProcessThatIsDeletedWhileItStandsStillEscalatesNothing() {
        clock.advance(Duration.ofDays(31));
        engine.runDueJobs(work);
        stop();
        clock.advance(Duration.ofDays(1));
        runtime.deleteProcessInstance(instance, "No longer needed");
        engine.runDueJobs(work);

        assertThat(outcomes()).containsExactly("breach SETTLED");
    }

    private void stop() {
        runtime.setVariable(instance, "next", "supplier");
        tasks.complete(engine.task(work, "work").getId());
        runtime.setVariable(instance, "next", "done");
    }

    private void goOn() {
        tasks.complete(engine.task(work, "supplier").getId());
    }

    private void climb() {
        clock.set(engine.task(work, "acknowledge-escalation")
                .getDueDate()
                .toInstant()
                .plusSeconds(1));
        engine.runDueJobs(work);
    }

    private String candidateGroup() {
        return tasks
                .getIdentityLinksForTask(
                        engine.task(work, "acknowledge-escalation").getId())
                .stream()
                .map(link -> link.getGroupId())
                .findFirst()
                .orElseThrow();
    }

    private int told(String role) {
        return jdbc.sql("select count(distinct r.process_instance_id) from response.sla_reminder r"
                        + " join response.sla_clock c on c.id = r.clock_id"
                        + " where c.business_key = ? and r.role = ? and r.message_id is not null")
                .param(work)
                .param(role)
                .query(Integer.class)
                .single();
    }

    private int reminded() {
        return jdbc.sql("select count(*) from response.sla_reminder r join response.sla_clock c on c.id = r.clock_id"
                        + " where c.business_key = ? and r.message_id is not null")
                .param(work)
                .query(Integer.class)
                .single();
    }

    private List<String> reasons() {
        return list("select r.not_sent from response.sla_reminder r join response.sla_clock c on c.id = r.clock_id"
                + " where c.business_key = ? and r.not_sent is not null");
    }

    private List<String> outcomes() {
        return list("select e.level || ' ' || coalesce(e.outcome, 'running') from response.sla_escalation e"
                + " join response.sla_clock c on c.id = e.clock_id where c.business_key = ?"
                + " and c.name = 'repair-engineering' order by e.id");
    }

    private List<String> ledger() {
        return list("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                + " where c.business_key = ? and c.name = 'repair-engineering' order by l.id");
    }

    private List<String> list(String sql) {
        return jdbc.sql(sql).param(work).query(String.class).list();
    }
}
