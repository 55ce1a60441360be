package io.github.integratedresponse.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.github.integratedresponse.repair.RepairItem.State;
import io.github.integratedresponse.review.ItemClass;
import io.github.integratedresponse.review.ProposedRepairItems;
import io.github.integratedresponse.review.RepairProposal;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class RepairItemProcessTest {

    private static final AtomicLong SESSIONS = new AtomicLong(8_800_000);

    @Autowired
    Engine engine;

    @Autowired
    MovableClock clock;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ProposedRepairItems proposals;

    @Autowired
    RepairIntake intake;

    @Autowired
    RepairItems items;

    @Autowired
    RepairProgress progress;

    @Autowired
    AcceptedRisks risks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void anItemGoesThroughAllPhasesAndIsClosedOnlyWhenSomebodyElseHasProvenIt() {
        RepairItem item = begin(ItemClass.PREVENT);
        assertThat(item.number()).matches("REP-\\d{4}-\\d{6}");
        assertThat(item.phase()).isEqualTo(Phase.ACCEPT);

        takeOn(item);
        assertThat(now(item).state()).isEqualTo(State.IN_REPAIR);
        assertThat(now(item).trackerRef()).startsWith("LOCAL-");
        assertThat(issue(item)).isEqualTo("OPEN");
        done(item, "operations", "rita");
        done(item, "engineering", "pete");
        done(item, "governance", "gwen");
        assertThat(now(item).phase()).isEqualTo(Phase.PROOF);

        as("pete", item, "proof", proof("PROVEN"), "result: must come from somebody else");
        as("Olga Owner", item, "proof", proof("PROVEN"), "result: must come from somebody else");
        as("paula", item, "proof", proof("PROVEN"), "result: must come from somebody else");
        ProcessInstance instance = instance(item);
        as("vera", item, "proof", proof("PROVEN"));

        assertThat(instance).isEnded().hasPassed("createTrackerIssue", "closeTrackerIssue", "closed");
        assertThat(now(item).state()).isEqualTo(State.CLOSED);
        assertThat(now(item).closedAt()).isEqualTo(clock.instant());
        assertThat(issue(item)).isEqualTo("CLOSED");
        assertThat(progress.steps(item.id()))
                .extracting(step -> step.phase() + " " + step.outcome() + " " + step.actor())
                .containsExactly(
                        "ACCEPT ACCEPTED paula",
                        "OPERATIONS DONE rita",
                        "ENGINEERING DONE pete",
                        "GOVERNANCE DONE gwen",
                        "PROOF PROVEN vera");
    }

    @Test
    void aProofThatFailsReopensTheItemInEngineering() {
        RepairItem item = begin(ItemClass.PREVENT);
        takeOn(item);
        done(item, "operations", "rita");
        done(item, "engineering", "pete");
        done(item, "governance", "gwen");

        as("vera", item, "proof", proof("NOT_PROVEN"));

        assertThat(now(item).reopened()).isEqualTo(1);
        assertThat(now(item).phase()).isEqualTo(Phase.ENGINEERING);
        assertThat(now(item).state()).isEqualTo(State.IN_REPAIR);
        assertThat(issue(item)).isEqualTo("OPEN");
        done(item, "engineering", "paul");
        done(item, "governance", "gwen");
        as("pete", item, "proof", proof("PROVEN"), "result: must come from somebody else");
        as("vera", item, "proof", proof("PROVEN"));
        assertThat(now(item).state()).isEqualTo(State.CLOSED);
        assertThat(progress.steps(item.id())).extracting(RepairStep::round).contains(0, 1);
    }

    @Test
    void anItemCanGoToAnotherOwner() {
        RepairItem item = begin(ItemClass.DETECT);

        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "REJECT_TO_OTHER_OWNER", "newOwner", "olga owner"),
                "newOwner: is its owner already",
                "reason: say why it belongs to another owner");
        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "REJECT_TO_OTHER_OWNER", "newOwner", "Nils New", "reason", "His component"));

        assertThat(now(item).owner()).isEqualTo("Nils New");
        assertThat(engine.shown(item.businessKey(), "acceptRepair")).containsEntry("itemOwner", "Nils New");
    }

    @Test
    void takingOnNeedsAPlanAndADateAndAReasonWhenTheDateIsAfterTheDueDate() {
        RepairItem item = begin(ItemClass.MITIGATE);

        as("paula", item, "acceptRepair", Map.of(), "answer: say whether you take it on");
        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "ACCEPT"),
                "plan: say what will be done",
                "targetDate: say by when it will be done");
        LocalDate late = day(Objects.requireNonNull(item.dueAt())).plusDays(3);
        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "ACCEPT", "plan", "Do it", "targetDate", late.toString()),
                "reason: say why it will be done after its due date");
        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "ACCEPT", "plan", "Do it", "targetDate", "2020-01-01"),
                "targetDate: lies in the past");
        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "ACCEPT", "plan", "Do it", "targetDate", late.toString(), "reason", "Freeze"));

        assertThat(now(item).targetDate()).isEqualTo(late);
        assertThat(now(item).dueAt()).isEqualTo(item.dueAt());
    }

    @Test
    void aPhaseThatIsNotNeededIsSkippedWithAReasonButNeverTheEssentialOne() {
        RepairItem item = begin(ItemClass.PROCESS);
        takeOn(item);

        as("rita", item, "operations", Map.of(), "outcome: say how the phase ends");
        as("rita", item, "operations", Map.of("outcome", "DONE"), "evidence: say where it can be seen");
        as("rita", item, "operations", Map.of("outcome", "ACCEPT_RISK"), "note: say why the risk may be accepted");
        as("rita", item, "operations", Map.of("outcome", "NOT_NEEDED"), "note: say why the item does not need it");
        as("rita", item, "operations", Map.of("outcome", "NOT_NEEDED", "note", "Nothing runs"));
        as("pete", item, "engineering", Map.of("outcome", "NOT_NEEDED", "note", "No product changes"));
        as(
                "gwen",
                item,
                "governance",
                Map.of("outcome", "NOT_NEEDED"),
                "outcome: an item of the class Process can't do without this phase",
                "note: say why the item does not need it");
        done(item, "governance", "gwen");
        as(
                "vera",
                item,
                "proof",
                Map.of(),
                "method: say how it was tested",
                "result: say whether the repair holds",
                "evidence: say what was seen, and where");
        as("gwen", item, "proof", proof("PROVEN"), "result: must come from somebody else");
        as("pete", item, "proof", proof("PROVEN"));

        assertThat(now(item).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void anAcceptedRiskPutsTheItemOffUntilItsEndDateAndThenWakesIt() {
        RepairItem item = begin(ItemClass.PREVENT);
        as("paula", item, "acceptRepair", Map.of("answer", "ACCEPT_RISK"), "reason: say why the risk may be accepted");
        as("paula", item, "acceptRepair", Map.of("answer", "ACCEPT_RISK", "reason", "The product retires"));
        assertThat(now(item).state()).isEqualTo(State.RISK_ASKED);
        assertThat(engine.shown(item.businessKey(), "approveRisk"))
                .containsEntry("askedBy", "paula")
                .containsEntry("askedReason", "The product retires");

        as("exec", item, "approveRisk", Map.of(), "decision: say whether", "reason: give the reason");
        as(
                "exec",
                item,
                "approveRisk",
                Map.of("decision", "APPROVE", "reason", "Fine"),
                "until: say until when",
                "compensatingControl: say what protects us");
        as("paula", item, "approveRisk", approval(today().plusDays(90)), "decision: must come from somebody else");
        as("exec", item, "approveRisk", approval(today().plusYears(1).plusDays(1)), "until: must lie after today");
        as("exec", item, "approveRisk", approval(today()), "until: must lie after today");
        as("exec", item, "approveRisk", approval(today().plusDays(90)));

        assertThat(now(item).state()).isEqualTo(State.RISK_ACCEPTED);
        assertThat(instance(item)).isWaitingAt("acceptedUntil");
        clock.advance(Duration.ofDays(90));
        engine.runDueJobs(item.businessKey());
        assertThat(now(item).state()).isEqualTo(State.RISK_ACCEPTED);

        clock.advance(Duration.ofDays(1));
        engine.runDueJobs(item.businessKey());

        assertThat(now(item).state()).isEqualTo(State.OPEN);
        assertThat(instance(item)).isWaitingAt("acceptRepair").hasPassed("wakeRepairItem");
        assertThat(now(item).dueAt()).isEqualTo(clock.instant().plus(Duration.ofDays(90)));
        assertThat(risks.of(item.id())).singleElement().satisfies(risk -> {
            assertThat(risk.approver()).isEqualTo("exec");
            assertThat(risk.endedAt()).isEqualTo(clock.instant());
        });
    }

    @Test
    void theClockOfAnItemCountsFromItsOpeningToTheProofAndStandsStillWhileItsRiskIsAccepted() {
        RepairItem item = begin(ItemClass.PREVENT);
        assertThat(item(item, "started_at")).isEqualTo(item.openedAt());
        assertThat(item(item, "due_at")).isEqualTo(item.dueAt());
        assertThat(item(item, "work_opened_at")).isEqualTo(item.openedAt());
        assertThat(clocks(item)).contains("repair-item RUNNING");

        as("paula", item, "acceptRepair", Map.of("answer", "ACCEPT_RISK", "reason", "The product retires"));
        assertThat(clocks(item)).contains("repair-item RUNNING");
        as("executive", item, "approveRisk", approval(today().plusDays(120)));
        assertThat(clocks(item)).contains("repair-item PAUSED");
        assertThat(ledger(item)).endsWith("PAUSED");

        clock.advance(Duration.ofDays(121));
        engine.runDueJobs(item.businessKey());
        assertThat(instance(item)).isWaitingAt("acceptRepair").hasNotPassed("itemWarning", "itemDue");
        assertThat(clocks(item)).contains("repair-item RUNNING");
        assertThat(item(item, "due_at")).isEqualTo(now(item).dueAt()).isAfter(clock.instant());

        takeOn(item);
        done(item, "operations", "rita");
        done(item, "engineering", "pete");
        done(item, "governance", "gwen");
        clock.advance(Duration.ofDays(1));
        as("vera", item, "proof", proof("PROVEN"));
        assertThat(clocks(item)).contains("repair-item MET");
        assertThat(ledger(item)).containsSubsequence("STARTED", "PAUSED", "RESUMED", "RETARGETED", "MET");
        assertThat(milliseconds(item, "elapsed_ms"))
                .isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(milliseconds(item, "paused_ms"))
                .isEqualTo(Duration.ofDays(121).toMillis());
    }

    @Test
    void anAcceptedRiskPausesNothingWhenWhoSignedItIsNoExecutive() {
        RepairItem item = begin(ItemClass.PREVENT);
        as("paula", item, "acceptRepair", Map.of("answer", "ACCEPT_RISK", "reason", "The product retires"));
        as("vera", item, "approveRisk", approval(today().plusDays(30)));

        assertThat(clocks(item)).contains("repair-item RUNNING");
        assertThat(ledger(item)).endsWith("PAUSE_REFUSED");
    }

    @Test
    void aPhaseMayWaitForASupplierButTheItemIsDueAsBefore() {
        RepairItem item = begin(ItemClass.PREVENT);
        takeOn(item);
        for (String phase : List.of("operations", "engineering", "governance")) {
            String promise = "repair-" + phase;
            as(
                    "rita",
                    item,
                    phase,
                    Map.of("outcome", "WAIT"),
                    "waitingFor: say whom",
                    "waitingReason: say why",
                    "waitingUntil: say until when");
            as("rita", item, phase, waiting());
            assertThat(clocks(item)).contains(promise + " RUNNING");
            as("security-operations-manager", item, "approveWait", Map.of("decision", "APPROVE", "reason", "Fine"));
            assertThat(clocks(item)).contains(promise + " PAUSED", "repair-item RUNNING");
            clock.advance(Duration.ofDays(2));
            as("rita", item, "waitOutside", Map.of("outcome", "Version 3 is out"));
            assertThat(engine.shown(item.businessKey(), phase))
                    .containsEntry("lastWait", "ACME answered: Version 3 is out");
            done(item, phase, "rita");
            assertThat(clocks(item)).contains(promise + " MET");
        }
        assertThat(item(item, "due_at")).isEqualTo(item.dueAt());
        assertThat(jdbc.sql("select sum(paused_ms) from response.sla_clock where business_key = ?")
                        .param(item.businessKey())
                        .query(Long.class)
                        .single())
                .isEqualTo(Duration.ofDays(6).toMillis());
    }

    @Test
    void aWaitIsCalledOffWhenTheRiskIsToBeAcceptedAndTheWorkComesBackWhenItIsNot() {
        RepairItem item = begin(ItemClass.PREVENT);
        takeOn(item);
        done(item, "operations", "rita");
        clock.set(Objects.requireNonNull(item.dueAt()).minus(Duration.ofDays(1)));
        as("pete", item, "engineering", waiting());
        as("security-operations-manager", item, "approveWait", Map.of("decision", "APPROVE", "reason", "Fine"));
        clock.advance(Duration.ofDays(1));
        engine.runDueJobs(item.businessKey());
        assertThat(open(item)).contains("waitOutside", "decideOnOverdue");

        as("mona", item, "decideOnOverdue", Map.of("decision", "ACCEPT_RISK", "reason", "Supplier is late"));
        assertThat(open(item)).contains("approveRisk").doesNotContain("waitOutside", "decideOnOverdue");
        assertThat(jdbc.sql("select ended_how from response.outside_wait where subject = ?")
                        .param(item.number())
                        .query(String.class)
                        .single())
                .isEqualTo("CALLED_OFF");
        refuse(item);
        assertThat(open(item)).contains("engineering").doesNotContain("waitOutside");
        assertThat(clocks(item)).contains("repair-engineering CANCELLED", "repair-engineering RUNNING");
    }

    @Test
    void theClocksOfAnItemAreAboutItsOwnProductAndOwner() {
        String product = "T-" + UUID.randomUUID();
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Trail', 'Observability', 'Pat Product', 0, 'INTERNAL', 'INTERNAL', now())")
                .param(product)
                .update();
        RepairItem item = begin(ItemClass.PREVENT, product);

        assertThat(jdbc.sql("select distinct product_id || ' ' || product_tier || ' ' || division || ' ' || owner"
                                + " from response.sla_clock where business_key = ?")
                        .param(item.businessKey())
                        .query(String.class)
                        .list())
                .containsExactly(product + " 0 Observability Olga Owner");
    }

    private Map<String, Object> waiting() {
        return Map.of(
                "outcome", "WAIT",
                "waitingFor", "ACME",
                "waitingReason", "The fix is theirs",
                "waitingUntil", clock.instant().plus(Duration.ofDays(10)).toString());
    }

    @Test
    void aRiskThatIsNotAcceptedLetsTheWorkGoOnWhereItStood() {
        RepairItem item = begin(ItemClass.PREVENT);
        as("paula", item, "acceptRepair", Map.of("answer", "ACCEPT_RISK", "reason", "Too much work"));
        refuse(item);
        assertThat(instance(item)).isWaitingAt("acceptRepair");
        assertThat(now(item).state()).isEqualTo(State.OPEN);
        takeOn(item);
        for (String phase : List.of("operations", "engineering", "governance")) {
            as("rita", item, phase, Map.of("outcome", "ACCEPT_RISK", "note", "Too much work"));
            refuse(item);
            assertThat(instance(item)).isWaitingAt(phase);
            assertThat(now(item).state()).isEqualTo(State.IN_REPAIR);
            done(item, phase, "rita");
        }
        assertThat(instance(item)).isWaitingAt("proof");
        assertThat(issues(item)).isEqualTo(1);
    }

    @Test
    void anOverdueItemGetsANewDateOrGoesUpTheLadder() {
        RepairItem item = begin(ItemClass.PREVENT);
        takeOn(item);
        done(item, "operations", "rita");
        done(item, "engineering", "pete");
        done(item, "governance", "gwen");
        clock.set(Objects.requireNonNull(item.dueAt()));
        engine.runDueJobs(item.businessKey());

        as("mona", item, "decideOnOverdue", Map.of(), "decision: say what happens", "reason: give the reason");
        as(
                "mona",
                item,
                "decideOnOverdue",
                Map.of("decision", "NEW_DATE", "reason", "x"),
                "newDate: give the new date");
        as("mona", item, "decideOnOverdue", newDate(today().plusYears(2)), "newDate: must lie between today");
        as("mona", item, "decideOnOverdue", newDate(today().plusDays(7)));
        Instant moved = Objects.requireNonNull(now(item).dueAt());
        assertThat(moved).isEqualTo(RepairItems.endOf(today().plusDays(7)));
        assertThat(instance(item)).isWaitingAt("proof", "newDatePassed");
        assertThat(item(item, "due_at")).isEqualTo(moved);

        clock.set(moved);
        engine.runDueJobs(item.businessKey());
        as("mona", item, "decideOnOverdue", Map.of("decision", "ESCALATE", "reason", "No progress"));
        as(
                "exec",
                item,
                "decideOnOverdueAsExecutive",
                Map.of("decision", "ESCALATE", "reason", "No progress"),
                "decision: there is nobody above you");
        as("exec", item, "decideOnOverdueAsExecutive", newDate(today().plusDays(3)));
        assertThat(progress.dueDates(item.id())).hasSize(3);

        ProcessInstance instance = instance(item);
        as("vera", item, "proof", proof("PROVEN"));
        assertThat(instance).isEnded();
    }

    @Test
    void theAcceptanceOfTheRiskCanBeAskedForWhenTheItemIsOverdueAndTheOpenWorkComesBackWhenRefused() {
        RepairItem item = begin(ItemClass.PREVENT);
        takeOn(item);
        done(item, "operations", "rita");
        done(item, "engineering", "pete");
        done(item, "governance", "gwen");
        clock.set(Objects.requireNonNull(item.dueAt()));
        engine.runDueJobs(item.businessKey());

        as("mona", item, "decideOnOverdue", Map.of("decision", "ACCEPT_RISK", "reason", "Supplier is late"));
        assertThat(open(item)).containsExactly("approveRisk");
        refuse(item);
        assertThat(open(item)).containsExactlyInAnyOrder("proof", "decideOnOverdue");

        as("mona", item, "decideOnOverdue", Map.of("decision", "ESCALATE", "reason", "Again"));
        as("exec", item, "decideOnOverdueAsExecutive", Map.of("decision", "ACCEPT_RISK", "reason", "Again"));
        as("chief", item, "approveRisk", approval(today().plusDays(30)));
        assertThat(open(item)).isEmpty();
        assertThat(now(item).state()).isEqualTo(State.RISK_ACCEPTED);
    }

    @Test
    void everyPromiseThatIsSoonDueOrLateIsEscalated() {
        RepairItem item = begin(ItemClass.PREVENT);
        late(item, "acceptRepair", Duration.ofDays(5));
        takeOn(item);
        late(item, "operations", Duration.ofDays(14));
        done(item, "operations", "rita");
        late(item, "engineering", Duration.ofDays(60));
        done(item, "engineering", "pete");
        late(item, "governance", Duration.ofDays(60));
        done(item, "governance", "gwen");
        late(item, "proof", Duration.ofDays(14));
        late(item, "decideOnOverdue", Duration.ofDays(1));
        as("mona", item, "decideOnOverdue", Map.of("decision", "ESCALATE", "reason", "Again"));
        late(item, "decideOnOverdueAsExecutive", Duration.ofDays(1));
        as("exec", item, "decideOnOverdueAsExecutive", Map.of("decision", "ACCEPT_RISK", "reason", "Again"));
        late(item, "approveRisk", Duration.ofDays(5));
        assertThat(instance(item)).hasPassed("itemWarning", "itemDue", "itemLate");
    }

    private void late(RepairItem item, String task, Duration promise) {
        clock.advance(promise);
        engine.runDueJobs(item.businessKey());
        assertThat(instance(item))
                .hasPassed(task + "Warning", task + "Due", task + "Late")
                .isWaitingAt(task);
    }

    // ---- what people do

    private RepairItem begin(ItemClass itemClass) {
        return begin(itemClass, null);
    }

    private RepairItem begin(ItemClass itemClass, @Nullable String product) {
        long session = SESSIONS.incrementAndGet();
        proposals.propose(
                new RepairProposal(
                        null,
                        session,
                        null,
                        null,
                        "Alert when an audit trail stops",
                        "Nobody noticed *for a day*.",
                        itemClass,
                        "Olga Owner",
                        product,
                        null,
                        null,
                        null,
                        null),
                "executive");
        transaction.executeWithoutResult(status -> intake.startForSession(session));
        RepairItem item = items.byId(jdbc.sql("select id from response.repair_item where session_id = ?")
                .param(session)
                .query(Long.class)
                .single());
        engine.runDueJobs(item.businessKey());
        return now(item);
    }

    private void takeOn(RepairItem item) {
        as(
                "paula",
                item,
                "acceptRepair",
                Map.of("answer", "ACCEPT", "plan", "Do it", "targetDate", today().toString(), "reason", "Because"));
    }

    private void done(RepairItem item, String phase, String person) {
        as(person, item, phase, Map.of("outcome", "DONE", "evidence", "https://example.com/change/1"));
    }

    private void refuse(RepairItem item) {
        as("exec", item, "approveRisk", Map.of("decision", "REFUSE", "reason", "Repair it"));
    }

    private static Map<String, Object> proof(String result) {
        return Map.of("method", "Attack repeated", "result", result, "evidence", "See recording");
    }

    private static Map<String, Object> approval(LocalDate until) {
        return Map.of(
                "decision", "APPROVE", "until", until.toString(), "compensatingControl", "Watched", "reason", "Small");
    }

    private static Map<String, Object> newDate(LocalDate date) {
        return Map.of("decision", "NEW_DATE", "newDate", date.toString(), "reason", "Supplier is late");
    }

    /** Submits as this person; with problems given, it must be refused with all of them and the task stay open. */
    private void as(String person, RepairItem item, String task, Map<String, ?> submitted, String... problems) {
        Task open = engine.task(item.businessKey(), task);
        tasks.setAssignee(open.getId(), person);
        if (problems.length == 0) {
            engine.complete(item.businessKey(), task, submitted);
            return;
        }
        assertThatThrownBy(() -> engine.complete(item.businessKey(), task, submitted))
                .hasMessageContainingAll(problems);
        assertThat(engine.task(item.businessKey(), task).getId()).isEqualTo(open.getId());
    }

    // ---- what there is

    private List<String> clocks(RepairItem item) {
        return jdbc.sql("select name || ' ' || state from response.sla_clock where business_key = ? order by id")
                .param(item.businessKey())
                .query(String.class)
                .list();
    }

    private @Nullable Instant item(RepairItem item, String column) {
        return jdbc.sql("select " + column + " from response.sla_clock where business_key = ? and name = 'repair-item'")
                .param(item.businessKey())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private long milliseconds(RepairItem item, String column) {
        return jdbc.sql("select " + column + " from response.sla_clock where business_key = ? and name = 'repair-item'")
                .param(item.businessKey())
                .query(Long.class)
                .single();
    }

    private List<String> ledger(RepairItem item) {
        return jdbc.sql("select l.event from response.sla_ledger l join response.sla_clock c on c.id = l.clock_id"
                        + " where c.business_key = ? and c.name = 'repair-item' order by l.id")
                .param(item.businessKey())
                .query(String.class)
                .list();
    }

    private RepairItem now(RepairItem item) {
        return items.byId(item.id());
    }

    private List<String> open(RepairItem item) {
        return engine.tasks(item.businessKey()).stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    private ProcessInstance instance(RepairItem item) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(now(item).processInstanceId())
                .singleResult();
    }

    private long issues(RepairItem item) {
        return jdbc.sql("select count(*) from response.tracker_issue where item_number = ?")
                .param(item.number())
                .query(Long.class)
                .single();
    }

    private @Nullable String issue(RepairItem item) {
        return jdbc.sql("select state from response.tracker_issue where item_number = ?")
                .param(item.number())
                .query(String.class)
                .single();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(java.time.ZoneOffset.UTC).toLocalDate();
    }
}
