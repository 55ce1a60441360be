package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work that waits for a supplier, and what becomes of its clock. At SEV1 it has twelve hours to be mitigated, at SEV3 a week. */
@PlatformTest
class OutsideWaitTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    @Autowired
    Timeline timeline;

    @Autowired
    OutsideWaitTrace trace;

    @Autowired
    JdbcClient jdbc;

    final String number = "INC-W-" + UUID.randomUUID();
    final String product = "W-" + UUID.randomUUID();
    Instant start = Instant.EPOCH;

    @BeforeEach
    void now() {
        start = clock.instant();
    }

    @Test
    void whileWorkWaitsWithApprovalItsClockStandsStill() {
        ProcessInstance remediation = begin("SEV1");
        clock.advance(Duration.ofHours(2));
        submit("eradicate", "paul", waiting(Duration.ofDays(3)));
        assertThat(state("mitigate")).isEqualTo("RUNNING");
        assertThat(engine.shown(number, "approveWait"))
                .containsEntry("waitFor", "ACME")
                .containsEntry("waitAskedBy", "paul")
                .containsEntry("incidentNumber", number);

        clock.advance(Duration.ofHours(1));
        submit("approveWait", "incident-commander", Map.of("decision", "APPROVE", "reason", "Nobody else can"));
        assertThat(state("mitigate")).isEqualTo("PAUSED");
        assertThat(waits()).isWaitingAt("waitOutside");

        clock.advance(Duration.ofDays(2));
        engine.runDueJobs(number);
        assertThat(remediation).hasNotPassed("eradicateWarning", "eradicateDue");

        submit("waitOutside", "paul", Map.of("outcome", "They sent the patch"));
        Instant due = start.plus(Duration.ofHours(12)).plus(Duration.ofDays(2));
        assertThat(state("mitigate")).isEqualTo("RUNNING");
        assertThat(due("mitigate")).isEqualTo(due);
        assertThat(timer(remediation, "eradicateDue")).isEqualTo(due);
        assertThat(engine.task(number, "eradicate").getDueDate()).isEqualTo(due);
        assertThat(engine.shown(number, "eradicate")).containsEntry("lastWait", "ACME answered: They sent the patch");

        submit("eradicate", "paul", Map.of("doneSteps", List.of("1"), "outcome", "Patched"));
        assertThat(ledger("mitigate")).containsExactly("STARTED", "PAUSED", "RESUMED", "MET");
        assertThat(row("mitigate", "elapsed_ms")).isEqualTo(Duration.ofHours(3).toMillis());
        assertThat(row("mitigate", "paused_ms")).isEqualTo(Duration.ofDays(2).toMillis());
        assertThat(pause()).containsExactly("Waits for ACME: Only they can patch it", "incident-commander");
        assertThat(timeline.of(incidentId()).stream()
                        .filter(line -> line.kind().equals("wait"))
                        .map(line -> line.actor() + " " + line.text().substring(product.length())))
                .containsExactly(
                        "paul  (mitigate) can't go on until " + start.plus(Duration.ofHours(2 + 72))
                                + ", waiting for ACME: Only they can patch it",
                        "incident-commander  (mitigate) may wait for ACME: Nobody else can",
                        "paul  (mitigate) goes on, ACME answered: They sent the patch");
        assertThat(trace.of(incidentId()).toString()).contains("ACME", "incident-commander", "ANSWERED");
    }

    @Test
    void smallIncidentsWaitWithoutAskingAndNoLongerThanExpected() {
        ProcessInstance remediation = begin("SEV3");
        submit("eradicate", "paul", waiting(Duration.ofDays(10)));
        assertThat(state("mitigate")).isEqualTo("PAUSED");
        assertThat(engine.task(number, "waitOutside").getDueDate()).isEqualTo(start.plus(Duration.ofDays(10)));

        clock.advance(Duration.ofDays(10));
        engine.runDueJobs(number);

        assertThat(remediation).isWaitingAt("eradicate").hasNotPassed("eradicateWarning");
        assertThat(state("mitigate")).isEqualTo("RUNNING");
        assertThat(due("mitigate")).isEqualTo(start.plus(Duration.ofDays(17)));
        assertThat(engine.shown(number, "eradicate")).containsEntry("lastWait", "Nothing came from ACME in time.");
        assertThat(wait("ended_how")).isEqualTo("NOTHING_CAME");
        assertThat(passed("noteNothingCame", "nothingCame")).isTrue();
    }

    @Test
    void recoveryMayWaitAsWellAndEndTheMomentTheWaitEnds() {
        begin("SEV3");
        submit("eradicate", "paul", Map.of("doneSteps", List.of("1"), "outcome", "Patched"));
        submit("recover", "paul", waiting(Duration.ofDays(1)));
        assertThat(state("recover")).isEqualTo("PAUSED");
        clock.advance(Duration.ofHours(20));
        submit("waitOutside", "paul", Map.of("outcome", "Capacity is there"));
        submit("recover", "paul", Map.of("doneSteps", List.of("2"), "outcome", "Traffic is back"));

        assertThat(ledger("recover")).containsExactly("STARTED", "PAUSED", "RESUMED", "MET");
        assertThat(row("recover", "elapsed_ms")).isZero();
        assertThat(row("recover", "paused_ms")).isEqualTo(Duration.ofHours(20).toMillis());
    }

    @Test
    void aRefusedWaitPausesNothing() {
        ProcessInstance remediation = begin("SEV1");
        submit("eradicate", "incident-commander", waiting(Duration.ofDays(3)));
        refused("approveWait", "incident-commander", Map.of(), "decision: say whether it may wait", "reason: give the");
        refused(
                "approveWait",
                "incident-commander",
                Map.of("decision", "APPROVE", "reason", "Mine"),
                "decision: must come from somebody else");
        submit("approveWait", "cora", Map.of("decision", "REFUSE", "reason", "Switch it off instead"));

        assertThat(remediation).isWaitingAt("eradicate");
        assertThat(passed("waitRefused")).isTrue();
        assertThat(ledger("mitigate")).containsExactly("STARTED");
        assertThat(engine.shown(number, "eradicate"))
                .containsEntry("lastWait", "cora refused to wait for ACME: Switch it off instead");
    }

    @Test
    void theClockGoesOnWhenWhoApprovedHasNotGotTheRole() {
        begin("SEV1");
        submit("eradicate", "paul", waiting(Duration.ofDays(3)));
        submit("approveWait", "responder", Map.of("decision", "APPROVE", "reason", "Fine"));

        assertThat(waits()).isWaitingAt("waitOutside");
        assertThat(state("mitigate")).isEqualTo("RUNNING");
        assertThat(ledger("mitigate")).containsExactly("STARTED", "PAUSE_REFUSED");
        submit("waitOutside", "paul", Map.of("outcome", "They sent the patch"));
        assertThat(due("mitigate")).isEqualTo(start.plus(Duration.ofHours(12)));
    }

    @Test
    void aSeverityThatChangesMeanwhileCountsWhenTheWaitIsOver() {
        begin("SEV1");
        submit("eradicate", "paul", waiting(Duration.ofDays(3)));
        submit("approveWait", "incident-commander", Map.of("decision", "APPROVE", "reason", "Nobody else can"));
        clock.advance(Duration.ofDays(1));
        change("SEV2");
        assertThat(state("mitigate")).isEqualTo("PAUSED");
        submit("waitOutside", "paul", Map.of("outcome", "They sent the patch"));

        assertThat(due("mitigate")).isEqualTo(start.plus(Duration.ofDays(1 + 2)));
        assertThat(ledger("mitigate")).containsExactly("STARTED", "PAUSED", "RETARGETED", "RESUMED");
    }

    @Test
    void aWaitIsCalledOffWithItsWork() {
        ProcessInstance remediation = begin("SEV3");
        submit("eradicate", "paul", waiting(Duration.ofDays(3)));
        runtime.deleteProcessInstance(remediation.getId(), "Reopened");

        assertThat(wait("ended_how")).isEqualTo("CALLED_OFF");
        assertThat(ledger("mitigate")).startsWith("STARTED", "PAUSED").endsWith("CANCELLED");
        assertThat(engine.tasks(number)).isEmpty();
    }

    @Test
    void whoeverMustAgreeIsRemindedAndEscalatedTo() {
        begin("SEV1");
        submit("eradicate", "paul", waiting(Duration.ofDays(3)));
        clock.advance(Duration.ofMinutes(30));
        engine.runDueJobs(number);

        assertThat(waits())
                .isWaitingAt("approveWait")
                .hasPassed("approveWaitWarning", "approveWaitDue", "approveWaitLate");
    }

    @Test
    void everyProblemOfAWaitIsNamedAndTheTaskStays() {
        begin("SEV3");
        refused(
                "eradicate",
                "paul",
                Map.of("progress", "WAITING", "doneSteps", List.of("7")),
                "doneSteps: names a step",
                "waitingFor: say whom",
                "waitingReason: say why",
                "waitingUntil: say until when");
        refused("eradicate", "paul", waiting(Duration.ZERO), "waitingUntil: must lie in the future and within 90 days");
        refused("eradicate", "paul", waiting(Duration.ofDays(91)), "waitingUntil: must lie in the future");
        refused("eradicate", "paul", Map.of("progress", "MAYBE"), "progress: must be one of");
        submit("eradicate", "paul", waiting(Duration.ofDays(90)));
        refused("waitOutside", "paul", Map.of(), "outcome: say what they did");
    }

    // ---- what people do

    private ProcessInstance begin(String severity) {
        long incidentId = jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                                + " correlation_key, first_seen_at, opened_at)"
                                + " values (?, 'Backdoor in a library', ?, 'AMBER', 'REMEDIATION', 'DETECTION', 'backdoor', ?, ?, ?)"
                                + " returning id")
                .param(number)
                .param(severity)
                .param(number)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                                + " values (?, 'Gateway', 'Wait tests', 'nobody@example.com', 2, 'INTERNAL', 'INTERNAL', now())")
                .param(product)
                .update();
        jdbc.sql("insert into response.affected_product (incident_id, product_id, source, added_at)"
                        + " values (?, ?, 'signal', now())")
                .param(incidentId)
                .param(product)
                .update();
        ProcessInstance remediation = engine.start(
                "remediation",
                number,
                Map.of("incidentId", incidentId, "incidentNumber", number, "severity", severity));
        submit(
                "planRemediation",
                "lee",
                Map.of(
                        "lead", "lee",
                        "approach", "Replace the library",
                        "steps",
                                List.of(
                                        Map.of("phase", "ERADICATION", "step", "Patch it"),
                                        Map.of("phase", "RECOVERY", "step", "Scale up")),
                        "criterion", "The old version is nowhere"));
        return remediation;
    }

    private Map<String, Object> waiting(Duration time) {
        Map<String, Object> waiting = new HashMap<>();
        waiting.put("progress", "WAITING");
        waiting.put("waitingFor", "ACME");
        waiting.put("waitingReason", "Only they can patch it");
        waiting.put("waitingUntil", clock.instant().plus(time).toString());
        return waiting;
    }

    private void submit(String taskKey, String person, Map<String, ?> submitted) {
        Task task = engine.task(number, taskKey);
        tasks.setAssignee(task.getId(), person);
        engine.submit(task, submitted);
        engine.runDueJobs(number);
    }

    private void refused(String taskKey, String person, Map<String, ?> submitted, String... problems) {
        Task task = engine.task(number, taskKey);
        tasks.setAssignee(task.getId(), person);
        assertThatThrownBy(() -> engine.submit(task, submitted)).hasMessageContainingAll(problems);
        assertThat(engine.task(number, taskKey).getId()).isEqualTo(task.getId());
    }

    private void change(String severity) {
        repository
                .createDeployment()
                .name("test of waits")
                .enableDuplicateFiltering(true)
                .addModelInstance(
                        "severity-of-waits.bpmn",
                        Bpmn.createExecutableProcess("severity-of-waits")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent("changed")
                                .serviceTask("move")
                                .camundaDelegateExpression("${retargetClocks}")
                                .endEvent("moved")
                                .done())
                .deploy();
        engine.start("severity-of-waits", number, Map.of("severity", severity));
    }

    // ---- what there is

    private ProcessInstance waits() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey("outside-wait")
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private boolean passed(String... activities) {
        List<String> passed = history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(history.createHistoricProcessInstanceQuery()
                        .processDefinitionKey("outside-wait")
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId())
                .list()
                .stream()
                .map(activity -> activity.getActivityId())
                .toList();
        return passed.containsAll(List.of(activities));
    }

    private long incidentId() {
        return jdbc.sql("select id from response.incident where number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    private String state(String clockName) {
        return jdbc.sql("select state from response.sla_clock where business_key = ? and name = ?")
                .params(number, clockName)
                .query(String.class)
                .single();
    }

    private Instant due(String clockName) {
        return jdbc.sql("select due_at from response.sla_clock where business_key = ? and name = ?")
                .params(number, clockName)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private long row(String clockName, String column) {
        return jdbc.sql("select " + column + " from response.sla_clock where business_key = ? and name = ?")
                .params(number, clockName)
                .query(Long.class)
                .single();
    }

    private List<String> ledger(String clockName) {
        return jdbc.sql("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                        + " where c.business_key = ? and c.name = ? order by l.id")
                .params(number, clockName)
                .query(String.class)
                .list();
    }

    private List<String> pause() {
        return jdbc.sql("select p.reason, p.approved_by from response.sla_pause p join response.sla_clock c"
                        + " on c.id = p.clock_id where c.business_key = ?")
                .param(number)
                .query((row, n) -> List.of(row.getString(1), row.getString(2)))
                .single();
    }

    private String wait(String column) {
        return jdbc.sql("select " + column + " from response.outside_wait where subject = ?")
                .param(product)
                .query(String.class)
                .single();
    }

    private Instant timer(ProcessInstance instance, String activityId) {
        Job timer = management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId(activityId)
                .singleResult();
        return timer.getDuedate().toInstant();
    }
}
