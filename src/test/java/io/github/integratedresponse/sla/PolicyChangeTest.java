package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class PolicyChangeTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

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

    final String work = "POLICY-" + UUID.randomUUID();
    Instant start = Instant.EPOCH;

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

    @AfterEach
    void thePolicyIsAgainAsShipped() {
        deploy(PolicyTable.shipped());
        followed();
    }

    @Test
    void aChangedPolicyMovesOpenPromisesTheirTimersAndDueDatesAndKeepsTheOldOnes() {
        String instance = begin("SEV2");
        int before = version();
        clock.advance(Duration.ofDays(3));
        change("P45D", "24x7");

        Instant moved = start.plus(Duration.ofDays(45));
        assertThat(due()).isEqualTo(moved);
        assertThat(timer(instance, "due")).isEqualTo(moved);
        assertThat(timer(instance, "warning"))
                .isEqualTo(start.plus(Duration.ofDays(45).dividedBy(2)));
        assertThat(engine.task(work, "work").getDueDate()).isEqualTo(moved);
        assertThat(jdbc.sql(
                                "select l.event || ' ' || l.target || ' ' || l.policy_version from response.sla_ledger l"
                                        + " join response.sla_clock c on c.id = l.clock_id where c.business_key = ? order by l.id")
                        .param(work)
                        .query(String.class)
                        .list())
                .containsExactly("STARTED P30D " + before, "RETARGETED P45D " + (before + 1));
    }

    @Test
    void aClockThatHasStoppedNeverChanges() {
        begin("SEV2");
        tasks.complete(engine.task(work, "work").getId());
        List<Map<String, Object>> stopped = row();
        change("P45D", "24x7");

        assertThat(row()).isEqualTo(stopped);
    }

    @Test
    void aBrokenPromiseIsKeptAgainUnderALongerPolicyAndARunningOneBreaksUnderAShorterOne() {
        begin("SEV2");
        clock.advance(Duration.ofDays(31));
        engine.runDueJobs(work);
        assertThat(state()).isEqualTo("BREACHED");
        change("P45D", "24x7");
        assertThat(state()).isEqualTo("RUNNING");

        change("P10D", "24x7");
        engine.runDueJobs(work);
        assertThat(state()).isEqualTo("BREACHED");
    }

    @Test
    void anUnchangedPromiseGetsNoLineForANewVersion() {
        begin("SEV2");
        deploy(new PolicyTable()
                .first("\"triage\"", "\"SEV2\"", "", "", "\"PT3H\"", "\"24x7\"", "0.5", "\"executive\"", "")
                .toString());
        followed();

        assertThat(jdbc.sql("select count(*) from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                                + " where c.business_key = ?")
                        .param(work)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aPolicyMayCountInBusinessHoursOfTheRegion() {
        Instant friday = Instant.parse("2032-07-02T18:00:00Z");
        clock.advance(Duration.between(clock.instant(), friday));
        start = clock.instant();
        change("P2D", "business-US");
        begin("SEV2");

        // Friday 14:00 in New York; Independence Day 2032 is a Sunday, observed on Monday
        assertThat(due()).isEqualTo(Instant.parse("2032-07-07T18:00:00Z"));
        assertThat(jdbc.sql("select calendar from response.sla_clock where business_key = ?")
                        .param(work)
                        .query(String.class)
                        .single())
                .isEqualTo("business-US");
    }

    @Test
    void moreClocksThanOneTransactionTakesAreAllMoved() {
        for (int i = 0; i < 120; i++) {
            begin("SEV2");
        }
        change("P45D", "24x7");

        assertThat(jdbc.sql("select count(*) from response.sla_clock where business_key = ? and due_at = ?")
                        .param(work)
                        .param(Timestamp.from(start.plus(Duration.ofDays(45))))
                        .query(Long.class)
                        .single())
                .isEqualTo(120);
    }

    @Test
    void aTableThatCanNotBeKeptIsRefusedWithEveryProblem() {
        String table = new PolicyTable()
                .first("\"contain\"", "", "", "", "\"soon\"", "\"bussiness\"", "1.5", "\"the-boss\"", "\"nobody\"")
                .first("\"contain\"", "", "", "", "", "\"24x7\"", "\"half\"", "\"executive\"", "")
                .toString();
        int before = version();

        assertThatThrownBy(() -> deploy(table))
                .hasMessageContaining("rule 1 (own-1) has a target that can't be kept")
                .hasMessageContaining("rule 1 (own-1) names calendar 'bussiness'; known are 24x7, business")
                .hasMessageContaining(
                        "rule 1 (own-1) warns after 1.5 of the target; it must be above 0 and not above 1")
                .hasMessageContaining("rule 1 (own-1) names role the-boss, which does not exist")
                .hasMessageContaining("rule 1 (own-1) names role nobody, which does not exist")
                .hasMessageContaining("rule 2 (own-2) has no target")
                .hasMessageContaining("rule 2 (own-2) must say by a number after which part of the target to warn");
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aTableThatAsksForTheTimeIsRefused() {
        assertThatThrownBy(() -> deploy(new PolicyTable()
                        .first(
                                "\"contain\"",
                                "",
                                "",
                                "",
                                "if now() = null then \"P1D\" else \"P2D\"",
                                "",
                                "0.5",
                                "\"executive\"",
                                "")
                        .toString()))
                .hasMessageContaining("asks what time it is");
    }

    private String begin(String severity) {
        Map<String, Object> scalars = new HashMap<>();
        scalars.put("severity", severity);
        scalars.put("since", null);
        scalars.put("about", null);
        scalars.put("next", "done");
        return engine.start("waiting", work, scalars).getId();
    }

    private void change(String target, String calendar) {
        deploy(new PolicyTable()
                .first(
                        "\"repair-engineering\"",
                        "\"SEV2\"",
                        "",
                        "",
                        "\"" + target + "\"",
                        "\"" + calendar + "\"",
                        "0.5",
                        "\"executive\"",
                        "")
                .toString());
        followed();
    }

    private void deploy(String table) {
        repository
                .createDeployment()
                .name("policy")
                .addString("sla-policy.dmn", table)
                .deploy();
    }

    /** Runs the jobs that carry a changed policy to the open clocks. */
    private void followed() {
        for (int round = 0; round < 10_000; round++) {
            List<Job> waiting = management.createJobQuery().messages().list().stream()
                    .filter(job -> PolicyChangedJob.TYPE.equals(((JobEntity) job).getJobHandlerType()))
                    .toList();
            if (waiting.isEmpty()) {
                return;
            }
            waiting.forEach(job -> management.executeJob(job.getId()));
        }
        throw new AssertionError("The changed policy never comes to an end");
    }

    private int version() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("sla-policy")
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    private Instant timer(String instance, String activityId) {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(activityId)
                .singleResult()
                .getDuedate()
                .toInstant();
    }

    private List<Map<String, Object>> row() {
        return jdbc.sql("select * from response.sla_clock where business_key = ?")
                .param(work)
                .query()
                .listOfRows();
    }

    private String state() {
        return jdbc.sql("select state from response.sla_clock where business_key = ? and name = 'repair-engineering'")
                .param(work)
                .query(String.class)
                .single();
    }

    private Instant due() {
        return jdbc.sql("select due_at from response.sla_clock where business_key = ?")
                .param(work)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
