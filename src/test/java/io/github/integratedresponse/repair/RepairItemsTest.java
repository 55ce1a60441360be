package io.github.integratedresponse.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.github.integratedresponse.process.Processes;
import io.github.integratedresponse.review.ItemClass;
import io.github.integratedresponse.review.ProposedRepairItems;
import io.github.integratedresponse.review.RepairProposal;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class RepairItemsTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ProposedRepairItems proposals;

    @Autowired
    RepairIntake intake;

    @Autowired
    RepairItems items;

    @Autowired
    RepairTrace trace;

    @Autowired
    Trackers trackers;

    @Autowired
    Engine engine;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    Processes processes;

    @Autowired
    MovableClock clock;

    @Autowired
    Http http;

    @Autowired
    TransactionTemplate transaction;

    final String number = "INC-T-" + UUID.randomUUID();
    final String product = "PRD-T-" + UUID.randomUUID();
    long incident;
    long review;

    @BeforeEach
    void anIncidentWithAPublishedReview() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Vault *one*', 'Cloud', 'Pia Product', 1, 'RESTRICTED', 'INTERNET', ?)")
                .params(product, now)
                .update();
        incident = jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, 'Audit trail off', 'SEV2', 'AMBER',"
                        + " 'REPAIR', 'DETECTION', 'audit-trail', ?, ?, ?) returning id")
                .params(number, number, now, now)
                .query(Long.class)
                .single();
        review = jdbc.sql("insert into response.review (number, incident_id, state, opened_at, published_at)"
                        + " values (?, ?, 'PUBLISHED', ?, ?) returning id")
                .params("SLR-" + number, incident, now, now)
                .query(Long.class)
                .single();
    }

    @Test
    void whatThePublishedReviewProposesIsTakenOnOnce() {
        propose("First", ItemClass.DETECT);
        propose("Second", ItemClass.PREVENT);

        intake.openForIncident(incident);
        intake.openForIncident(incident);

        List<RepairItem> opened = items.ofIncident(incident);
        assertThat(opened).extracting(RepairItem::title).containsExactly("First", "Second");
        assertThat(opened.get(0).review()).isEqualTo("SLR-" + number);
        assertThat(proposals.proposedForReview(review)).isEmpty();
        assertThat(items.openIdsOfIncident(incident))
                .containsExactly(opened.get(0).id(), opened.get(1).id());
        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("Repair item REP-"));
    }

    @Test
    void anItemThatAProcessDrivesIsNotOfferedAgainUntilThatProcessIsCancelled() {
        RepairItem item = begin("Driven", ItemClass.PREVENT);
        assertThat(items.openIdsOfIncident(incident)).isEmpty();

        String process = items.byId(item.id()).processInstanceId();
        runtime.deleteProcessInstance(process, "the incident was reopened");

        assertThat(items.openIdsOfIncident(incident)).containsExactly(item.id());
    }

    @Test
    void anItemThatBeginsAnewGoesOnWhereItStoodAndKeepsItsDueDate() {
        RepairItem item = begin("Anew", ItemClass.PREVENT);
        takeOn();
        clock.advance(Duration.ofDays(2));
        as("rita", "operations", Map.of("outcome", "ACCEPT_RISK", "note", "Later"));
        runtime.deleteProcessInstance(items.byId(item.id()).processInstanceId(), "the incident was reopened");

        start(item);

        assertThat(engine.tasks(number)).singleElement().satisfies(task -> assertThat(task.getTaskDefinitionKey())
                .isEqualTo("operations"));
        assertThat(items.byId(item.id()).dueAt()).isEqualTo(item.dueAt());
        // the question that was left open gives way to a new one
        as("rita", "operations", Map.of("outcome", "ACCEPT_RISK", "note", "Still later"));
        assertThat(engine.shown(number, "approveRisk")).containsEntry("askedReason", "Still later");
        as(
                "exec",
                "approveRisk",
                Map.of(
                        "decision",
                        "APPROVE",
                        "until",
                        clock.instant().plus(Duration.ofDays(30)).toString(),
                        "compensatingControl",
                        "Watched",
                        "reason",
                        "Small"));
        runtime.deleteProcessInstance(items.byId(item.id()).processInstanceId(), "the incident was reopened");

        start(item);

        assertThat(items.byId(item.id()).state()).isEqualTo(RepairItem.State.OPEN);
        assertThat(engine.task(number, "acceptRepair").getPriority()).isEqualTo(60);
    }

    @Test
    void theDueDateFollowsTheFactsAboutTheVulnerabilityAndUnknownOnesCountAsYes() {
        RepairItem plain = begin("No vulnerability", ItemClass.MITIGATE);
        assertThat(plain.dueAt()).isEqualTo(clock.instant().plus(Duration.ofDays(14)));
        assertThat(plain.dueRule()).isEqualTo("SEV2, mitigate: 14 days");

        proposals.propose(proposal("Vulnerability", ItemClass.MITIGATE, true, true, false, null), "executive");
        intake.openForIncident(incident);
        RepairItem vulnerable = items.ofIncident(incident).get(1);
        start(vulnerable);

        RepairItem now = items.byId(vulnerable.id());
        assertThat(now.dueAt()).isEqualTo(clock.instant().plus(Duration.ofDays(3)));
        assertThat(now.dueRule()).startsWith("BOD 26-04: 3 days");
    }

    @Test
    void theDueDateAndItsTimerFollowAChangedSeverityUntilAPersonHasSetTheDate() {
        RepairItem item = begin("Worse than thought", ItemClass.MITIGATE);
        var opened = clock.instant();
        clock.advance(Duration.ofDays(1));

        change("SEV0");

        assertThat(items.byId(item.id()).dueAt()).isEqualTo(opened.plus(Duration.ofDays(7)));
        assertThat(items.byId(item.id()).dueRule()).isEqualTo("SEV0 or SEV1, mitigate: 7 days");
        clock.advance(Duration.ofDays(6));
        engine.runDueJobs(number);
        as(
                "mona",
                "decideOnOverdue",
                Map.of(
                        "decision",
                        "NEW_DATE",
                        "newDate",
                        clock.instant().plus(Duration.ofDays(9)).toString(),
                        "reason",
                        "Supplier"));
        var given = items.byId(item.id()).dueAt();

        change("SEV3");

        assertThat(items.byId(item.id()).dueAt()).isEqualTo(given);
    }

    private void change(String severity) {
        jdbc.sql("update response.incident set severity = ? where id = ?")
                .params(severity, incident)
                .update();
        assertThat(processes.tell("severity-changed", number, Map.of("severity", severity)))
                .isEqualTo(1);
        engine.runDueJobs(number);
    }

    @Test
    void formsShowTheItemWithoutLettingItsTextActAsMarkup() {
        begin("*Bold* title", ItemClass.DETECT);

        assertThat(engine.shown(number, "acceptRepair"))
                .containsEntry("incidentNumber", number)
                .containsEntry("itemTitle", "\\*Bold\\* title")
                .containsEntry("itemProduct", "Vault \\*one\\*")
                .containsEntry("itemClass", "Detect")
                .containsEntry("itemIssue", "none yet");
        takeOn();
        assertThat(engine.shown(number, "operations"))
                .containsEntry("phaseQuestion", "Does a mitigation hold in operations?");
    }

    @Test
    void aTrackerThatFailsIsTriedAgainLaterAndNothingIsLost() {
        RepairItem item = begin("Tracked", ItemClass.PREVENT);
        String task = engine.task(number, "acceptRepair").getId();
        tasks.setAssignee(task, "paula");
        jdbc.sql("alter table response.tracker_issue rename to tracker_issue_away")
                .update();
        try {
            assertThatThrownBy(() -> engine.complete(number, "acceptRepair", acceptance()))
                    .hasStackTraceContaining("tracker_issue");
        } finally {
            jdbc.sql("alter table response.tracker_issue_away rename to tracker_issue")
                    .update();
        }
        Job failed = management
                .createJobQuery()
                .processInstanceId(items.byId(item.id()).processInstanceId())
                .activityId("createTrackerIssue")
                .singleResult();
        assertThat(failed.getRetries()).isEqualTo(4);
        assertThat(failed.getDuedate()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(items.byId(item.id()).trackerRef()).isNull();

        clock.advance(Duration.ofMinutes(5));
        engine.runDueJobs(number);

        assertThat(items.byId(item.id()).trackerRef()).startsWith("LOCAL-");
        assertThat(engine.task(number, "operations")).isNotNull();
    }

    @Test
    void theLocalTrackerKeepsOneIssuePerItem() {
        RepairItem item = begin("Once", ItemClass.PREVENT);
        Tracker local = trackers.named("local");

        assertThat(local.open(item)).isEqualTo(local.open(item));
        assertThat(trackers.preferred()).isSameAs(local);
        assertThatThrownBy(() -> trackers.named("github")).hasMessageContaining("not configured");
    }

    @Test
    void theApiFindsItemsByWhatTheyAre() {
        RepairItem first = begin("First", ItemClass.MITIGATE);
        propose("Second", ItemClass.PREVENT);
        intake.openForIncident(incident);

        assertThat(numbers("?incident=" + number)).hasSize(2).contains(first.number());
        assertThat(numbers("?incident=" + number + "&size=1&page=1")).hasSize(1);
        assertThat(numbers("?product=" + product)).hasSize(2);
        assertThat(numbers("?owner=olga%20owner&state=OPEN&phase=ACCEPT&product=" + product))
                .hasSize(2);
        assertThat(numbers("?state=CLOSED&product=" + product)).isEmpty();
        assertThat(numbers("?overdue=true&product=" + product)).isEmpty();
        assertThat(numbers("?overdue=false&product=" + product)).hasSize(2);
        clock.advance(Duration.ofDays(15));
        assertThat(numbers("?overdue=true&product=" + product)).containsExactly(first.number());

        String shown =
                http.get("auditor", "/api/v1/repair-items/" + first.number()).body();
        assertThat(JsonPath.<String>read(shown, "$.title")).isEqualTo("First");
        assertThat(JsonPath.<String>read(shown, "$.incidentNumber")).isEqualTo(number);
        assertThat(JsonPath.<List<?>>read(shown, "$.dueDates")).hasSize(1);
        assertThat(JsonPath.<List<?>>read(shown, "$.steps")).isEmpty();
    }

    @Test
    void theApiSaysWhatIsWrong() {
        assertThat(http.get("auditor", "/api/v1/repair-items/REP-0000-000000").statusCode())
                .isEqualTo(404);
        assertThat(http.get("auditor", "/api/v1/repair-items?state=LOST").statusCode())
                .isEqualTo(400);
        assertThat(http.get("auditor", "/api/v1/repair-items?size=0").statusCode())
                .isEqualTo(400);
        assertThat(http.get(null, "/api/v1/repair-items").statusCode()).isEqualTo(401);
    }

    @Test
    void theTraceOfAnIncidentShowsItsItems() {
        assertThat(trace.of(incident)).isEmpty();
        RepairItem item = begin("Traced", ItemClass.DETECT);

        assertThat(trace.of(incident).toString())
                .contains(item.number())
                .contains("ACCEPT")
                .contains("Olga Owner");
    }

    // ----

    private RepairItem begin(String title, ItemClass itemClass) {
        propose(title, itemClass);
        intake.openForIncident(incident);
        RepairItem item = items.ofIncident(incident).get(0);
        start(item);
        return items.byId(item.id());
    }

    private ProcessInstance start(RepairItem item) {
        return engine.start(
                "repair-item",
                number,
                Map.of(
                        "repairItemId",
                        item.id(),
                        "incidentId",
                        incident,
                        "incidentNumber",
                        number,
                        "severity",
                        "SEV2"));
    }

    private void propose(String title, ItemClass itemClass) {
        proposals.propose(proposal(title, itemClass, null, null, null, null), "executive");
    }

    private RepairProposal proposal(
            String title,
            ItemClass itemClass,
            @org.jspecify.annotations.Nullable Boolean knownExploited,
            @org.jspecify.annotations.Nullable Boolean totalImpact,
            @org.jspecify.annotations.Nullable Boolean exposed,
            @org.jspecify.annotations.Nullable Boolean automatable) {
        return new RepairProposal(
                review,
                null,
                incident,
                null,
                title,
                "Nobody noticed.",
                itemClass,
                "Olga Owner",
                product,
                knownExploited,
                totalImpact,
                exposed,
                automatable);
    }

    private void takeOn() {
        as("paula", "acceptRepair", acceptance());
    }

    private Map<String, Object> acceptance() {
        return Map.of(
                "answer",
                "ACCEPT",
                "plan",
                "Do it",
                "targetDate",
                clock.instant().toString());
    }

    private void as(String person, String task, Map<String, ?> submitted) {
        tasks.setAssignee(engine.task(number, task).getId(), person);
        engine.complete(number, task, submitted);
    }

    private List<String> lines() {
        return jdbc.sql("select text from response.timeline where incident_id = ? and kind = 'repair' order by id")
                .param(incident)
                .query(String.class)
                .list();
    }

    private List<String> numbers(String query) {
        var answer = http.get("auditor", "/api/v1/repair-items" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.read(answer.body(), "$.items[*].number");
    }
}
