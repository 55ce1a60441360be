package io.github.integratedresponse.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class RemediationTest {

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService history;

    @Autowired
    Timeline timeline;

    @Autowired
    RemediationTrace trace;

    @Autowired
    JdbcClient jdbc;

    final String number = "INC-R-" + UUID.randomUUID();
    final List<String> products = new ArrayList<>();
    long incidentId;

    @BeforeEach
    void anIncident() {
        incidentId = jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                                + " correlation_key, first_seen_at, opened_at)"
                                + " values (?, 'Miner on build agents', 'SEV1', 'AMBER', 'REMEDIATION', 'DETECTION', 'miner', ?, ?, ?)"
                                + " returning id")
                .param(number)
                .param(number)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    @Test
    void everyAffectedProductIsRemediatedOnABranchOfItsOwnAndVerifiedByAnotherPerson() {
        affected("nobody@example.com", "nobody@example.com");
        ProcessInstance instance = begin();
        assertThat(engine.tasks(number)).extracting(Task::getTaskDefinitionKey).containsOnly("planRemediation");

        products.forEach(this::plan);
        products.forEach(this::eradicate);
        products.forEach(this::recover);
        assertThat(state(products.get(0))).isEqualTo("RECOVERED");
        verify(products.get(0), "VERIFIED");
        assertThat(instance).isNotEnded();
        verify(products.get(1), "VERIFIED");

        assertThat(instance).isEnded().hasPassed("concludeRemediation", "remediated");
        assertThat(ended(instance, "containmentLost")).isEqualTo(false);
        assertThat(kinds())
                .contains("remediation-planned", "eradicated", "recovered", "remediation-verified")
                .endsWith("remediated");
        assertThat(trace.of(incidentId).toString()).contains(products.get(0), products.get(1), "VERIFIED", "rita");
    }

    @Test
    void theProductsOwnerIsACandidateWhenTheyHaveAnAccount() {
        affected("executive", "nobody@example.com");
        begin();

        assertThat(candidateUsers(taskOf("planRemediation", products.get(0)))).containsExactly("executive");
        assertThat(candidateUsers(taskOf("planRemediation", products.get(1)))).isEmpty();
    }

    @Test
    void whatIsNotEradicatedIsEradicatedAgain() {
        affected("nobody@example.com");
        ProcessInstance instance = begin();
        String product = products.get(0);
        plan(product);
        eradicate(product);
        recover(product);
        verify(product, "NOT_ERADICATED");

        assertThat(state(product)).isEqualTo("NOT_ERADICATED");
        assertThat(shown("eradicate", product).toString()).contains("Not gone yet");
        eradicate(product);
        recover(product);
        verify(product, "VERIFIED");
        assertThat(instance).isEnded();
    }

    @Test
    void anAttackThatRecursEndsEveryBranchAndSendsTheIncidentBackToContainment() {
        affected("nobody@example.com", "nobody@example.com");
        ProcessInstance instance = begin();
        String product = products.get(0);
        plan(product);
        eradicate(product);
        recover(product);
        verify(product, "RECURRED");

        assertThat(instance)
                .isEnded()
                .hasPassed("attackRecurred", "containmentLostCaught", "recordContainmentLost", "backToContainment");
        assertThat(ended(instance, "containmentLost")).isEqualTo(true);
        assertThat(state(product)).isEqualTo("RECURRED");
        assertThat(state(products.get(1))).isEqualTo("INTERRUPTED");
        assertThat(kinds()).endsWith("containment-lost");

        begin();
        assertThat(engine.tasks(number)).hasSize(2);
        assertThat(shown("planRemediation", product).toString()).contains("Rebuild it");
    }

    @Test
    void aProductFoundMeanwhileGetsItsOwnRound() {
        affected("nobody@example.com");
        ProcessInstance instance = begin();
        String first = products.get(0);
        affected("nobody@example.com");
        whole(first);

        assertThat(instance).isNotEnded();
        whole(products.get(1));
        assertThat(instance).isEnded();
    }

    @Test
    void someoneNamesTheProductsWhereNoneIsKnown() {
        ProcessInstance instance = begin();
        assertThat(instance).isWaitingAt("nameAffectedProducts");
        String product = registered("nobody@example.com");
        assertThat(String.valueOf(engine.shown(number, "nameAffectedProducts").get("productOptions")))
                .contains(product);

        engine.complete(number, "nameAffectedProducts", Map.of("products", List.of(product)));
        whole(product);
        assertThat(instance).isEnded();
    }

    @Test
    void someoneStatesThatNoProductIsAffected() {
        ProcessInstance instance = begin();
        refused(engine.task(number, "nameAffectedProducts"), Map.of(), "products:");
        refused(engine.task(number, "nameAffectedProducts"), Map.of("noneAffected", true), "reason:");
        refused(
                engine.task(number, "nameAffectedProducts"),
                Map.of("products", List.of("no-such-product"), "noneAffected", true),
                "products: are not registered: no-such-product",
                "noneAffected:",
                "reason:");

        engine.complete(
                number,
                "nameAffectedProducts",
                Map.of("noneAffected", true, "reason", "A personal device; it never reached a product"));
        assertThat(instance).isEnded().hasPassed("noProductAffected");
        assertThat(kinds()).containsExactly("scope");
    }

    @Test
    void everyProblemOfASubmissionIsNamedAndTheTaskStays() {
        affected("nobody@example.com");
        begin();
        String product = products.get(0);
        refused(taskOf("planRemediation", product), Map.of(), "lead:", "approach:", "criterion:");
        refused(
                taskOf("planRemediation", product),
                Map.of("steps", List.of(Map.of("step", ""))),
                "steps[1].phase:",
                "steps[1].step:");
        refused(
                taskOf("planRemediation", product),
                Map.of(
                        "lead", "lee",
                        "approach", "Rebuild it",
                        "criterion", "Digests are equal",
                        "steps", List.of(Map.of("phase", "RECOVERY", "step", "Scale up"))),
                "steps: name at least one step of eradication");
        plan(product);

        refused(taskOf("eradicate", product), Map.of(), "outcome:");
        refused(
                taskOf("eradicate", product),
                Map.of("outcome", "Gone", "doneSteps", List.of("2")),
                "doneSteps:",
                "leftOut:");
        eradicate(product);

        refused(
                taskOf("recover", product),
                Map.of("outcome", "Back", "recoveredAt", "2999-01-01T00:00Z"),
                "leftOut:",
                "recoveredAt: can't be in the future");
        recover(product);

        refused(taskOf("verifyRemediation", product), Map.of(), "result:", "evidence:");
        Task verify = taskOf("verifyRemediation", product);
        tasks.setAssignee(verify.getId(), "paul");
        refused(verify, Map.of("result", "VERIFIED", "evidence", "Looks fine"), "result: must come from somebody else");
        tasks.setAssignee(verify.getId(), null);
        assertThat(String.valueOf(shown("verifyRemediation", product).get("steps")))
                .contains("paul");
    }

    @Test
    void lateWorkIsEscalated() {
        affected("nobody@example.com");
        ProcessInstance instance = begin();
        String product = products.get(0);
        plan(product);
        clock.advance(Duration.ofDays(60));
        engine.runDueJobs(number);
        eradicate(product);
        clock.advance(Duration.ofDays(60));
        engine.runDueJobs(number);

        assertThat(instance)
                .isNotEnded()
                .hasPassed("eradicateWarning", "eradicateDue", "eradicateLate", "recoverWarning", "recoverDue")
                .hasPassed("recoverLate");
        assertThat(jdbc.sql("select name || ' ' || state from response.sla_clock where business_key = ? and name in"
                                + " ('mitigate', 'recover') order by id")
                        .param(number)
                        .query(String.class)
                        .list())
                .containsExactly("mitigate MET_LATE", "recover BREACHED");
    }

    private void affected(String... owners) {
        for (String owner : owners) {
            jdbc.sql("insert into response.affected_product (incident_id, product_id, source, added_at)"
                            + " values (?, ?, 'signal', now())")
                    .param(incidentId)
                    .param(registered(owner))
                    .update();
        }
    }

    private String registered(String owner) {
        String id = "R-" + UUID.randomUUID();
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Build farm', 'Remediation tests', ?, 1, 'INTERNAL', 'INTERNAL', now())")
                .param(id)
                .param(owner)
                .update();
        products.add(id);
        return id;
    }

    private ProcessInstance begin() {
        return engine.start(
                "remediation", number, Map.of("incidentId", incidentId, "incidentNumber", number, "severity", "SEV1"));
    }

    private void whole(String product) {
        plan(product);
        eradicate(product);
        recover(product);
        verify(product, "VERIFIED");
    }

    private void plan(String product) {
        submit(
                "planRemediation",
                product,
                "lee",
                Map.of(
                        "lead", "lee",
                        "approach", "Rebuild it from a clean image",
                        "steps",
                                List.of(
                                        Map.of("phase", "RECOVERY", "step", "Scale up"),
                                        Map.of("phase", "ERADICATION", "step", "Replace every agent")),
                        "criterion", "Digests equal the clean build"));
    }

    private void eradicate(String product) {
        submit("eradicate", product, "paul", Map.of("doneSteps", List.of("1"), "outcome", "Agents replaced"));
    }

    private void recover(String product) {
        submit("recover", product, "paul", Map.of("doneSteps", List.of("2"), "outcome", "Traffic is back"));
    }

    private void verify(String product, String result) {
        submit("verifyRemediation", product, "rita", Map.of("result", result, "evidence", "Compared the digests"));
    }

    private void submit(String taskKey, String product, String person, Map<String, ?> submitted) {
        Task task = taskOf(taskKey, product);
        tasks.setAssignee(task.getId(), person);
        engine.submit(task, submitted);
        engine.runDueJobs(number);
    }

    private void refused(Task task, Map<String, ?> submitted, String... problems) {
        assertThatThrownBy(() -> engine.submit(task, submitted)).hasMessageContainingAll(problems);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    private Map<String, Object> shown(String taskKey, String product) {
        return engine.shown(taskOf(taskKey, product));
    }

    private Task taskOf(String taskKey, String product) {
        return engine.tasks(number).stream()
                .filter(task -> task.getTaskDefinitionKey().equals(taskKey)
                        && product.equals(tasks.getVariable(task.getId(), "productId")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No task " + taskKey + " of " + product));
    }

    private List<String> candidateUsers(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .filter(user -> user != null)
                .toList();
    }

    private String state(String product) {
        return jdbc.sql("select state from response.remediation where product_id = ? order by id desc limit 1")
                .param(product)
                .query(String.class)
                .single();
    }

    private List<String> kinds() {
        return timeline.of(incidentId).stream().map(Timeline.Line::kind).toList();
    }

    private @Nullable Object ended(ProcessInstance instance, String variable) {
        return history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName(variable)
                .singleResult()
                .getValue();
    }
}
