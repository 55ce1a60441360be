package io.github.integratedresponse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.sla.Calendars;
import io.github.integratedresponse.sla.Target;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class SessionsTest {

    private static final String MANAGER = "security-operations-manager";

    @Autowired
    Engine engine;

    @Autowired
    Http http;

    @Autowired
    MovableClock clock;

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    IdentityService identity;

    @Autowired
    Calendars calendars;

    @Autowired
    ReviewSessions sessions;

    @Autowired
    ConfigurableApplicationContext platform;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    final String division = "Division " + UUID.randomUUID();
    final String product = "P-" + UUID.randomUUID();

    @BeforeEach
    void oneDivisionAndNoOpenSession() {
        runtime.createProcessInstanceQuery().list().stream()
                .filter(instance -> List.of("security-operations-review", "security-health-review")
                        .contains(instance.getProcessDefinitionKey()))
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test over"));
        jdbc.sql("update response.review_session set state = 'PUBLISHED'").update();
        jdbc.sql("insert into response.product (id, name, division, owner, tier, data_class, exposure, imported_at)"
                        + " values (?, 'Ledger', ?, 'ledger-team', 1, 'RESTRICTED', 'INTERNET', now())")
                .param(product)
                .param(division)
                .update();
        if (!platform.containsBean("startRepairItems")) {
            platform.getBeanFactory().registerSingleton("startRepairItems", (JavaDelegate) execution -> {});
        }
    }

    // --- operations reviews

    @Test
    void anOperationsReviewIsHeldAndItsActionsBecomeRepairItems() throws Exception {
        String number = called("SOR");
        engine.runDueJobs(number);
        assertThat(engine.shown(number, "prepare-session")).containsKeys("adherence", "openIncidents", "times");
        engine.complete(number, "prepare-session", preparation());
        assertThat(engine.task(number, "hold-operations-review").getDueDate())
                .isEqualTo(inWorkingDays(clock.instant(), 3));
        assertThat(shown(number, "hold-operations-review", "attendees")).contains("Ines");

        engine.complete(
                number,
                "hold-operations-review",
                Map.of(
                        "outcome", "HELD",
                        "minutes", "We looked at containment.",
                        "attendees", List.of(Map.of("name", "Ines", "address", "ines@example.com")),
                        "decisions", List.of(Map.of("decision", "Two more people on call", "decidedBy", "Ines")),
                        "actions", List.of(action(product))));

        JsonNode shown =
                json.readTree(http.get("auditor", "/api/v1/sessions/" + number).body());
        assertThat(shown.at("/state").asText()).isEqualTo("PUBLISHED");
        assertThat(shown.at("/snapshot/times").size()).isGreaterThanOrEqualTo(0);
        assertThat(shown.at("/snapshot/flow/signals").isNumber()).isTrue();
        assertThat(shown.at("/snapshot/repairs/open").isNumber()).isTrue();
        assertThat(shown.at("/snapshot/weakestControls").isArray()).isTrue();
        assertThat(shown.at("/snapshot/learnedPatterns").isNumber()).isTrue();
        assertThat(shown.at("/decisions/0/decision").asText()).isEqualTo("Two more people on call");
        assertThat(shown.at("/actions/0/productId").asText()).isEqualTo(product);
        assertThat(shown.at("/attendees/0/name").asText()).isEqualTo("Ines");
        assertThat(reached(number)).contains("startRepairs", "publish", "send", "published");
        assertThat(jdbc.sql(
                                "select body from response.message where business_key = ? and 'ines@example.com' = any(recipients)")
                        .param(number)
                        .query(String.class)
                        .single())
                .contains("We looked at containment.", "Two more people on call (Ines)", "Rotate keys (ledger-team)");
    }

    @Test
    void aReviewWithoutActionsStartsNoRepairs() throws Exception {
        String number = called("SOR");
        engine.runDueJobs(number);
        engine.complete(number, "prepare-session", preparation());
        engine.complete(
                number,
                "hold-operations-review",
                Map.of("outcome", "HELD", "minutes", "All is well.", "attendees", List.of(Map.of("name", "Ines"))));

        assertThat(reached(number)).contains("published").doesNotContain("startRepairs");
    }

    @Test
    void aPostponedReviewLooksAtFreshFiguresAndKeepsItsPromise() throws Exception {
        Instant called = clock.instant();
        String number = called("SOR");
        engine.runDueJobs(number);
        engine.complete(number, "prepare-session", preparation());
        clock.advance(Duration.ofDays(1));
        engine.complete(
                number,
                "hold-operations-review",
                Map.of("outcome", "POSTPONED", "postponedBecause", "An incident came in between"));

        assertThat(jdbc.sql("select count(*) from response.session_snapshot s join response.review_session r"
                                + " on r.id = s.session_id where r.number = ?")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(engine.shown(number, "prepare-session")).containsEntry("agenda", "Containment");
        assertThat(engine.task(number, "prepare-session").getDueDate()).isEqualTo(inWorkingDays(called, 3));
    }

    private Date inWorkingDays(Instant from, int days) {
        return Date.from(calendars.of("business", null).plus(from, Target.parse("P" + days + "D")));
    }

    @Test
    void aReviewThatIsNotHeldIsEscalated() throws Exception {
        String number = called("SOR");
        engine.runDueJobs(number);
        clock.advance(Duration.ofDays(9));
        engine.runDueJobs(number);

        assertThat(engine.tasks(number))
                .extracting(Task::getTaskDefinitionKey)
                .contains("acknowledge-escalation", "prepare-session");
        assertThat(reached(number)).contains("sessionWarning", "sessionDue", "sessionLate");
    }

    @Test
    void everythingThatIsWrongWithTheMinutesIsSaidAtOnce() throws Exception {
        String number = called("SOR");
        engine.runDueJobs(number);
        assertThatThrownBy(() -> engine.complete(
                        number,
                        "prepare-session",
                        Map.of("agenda", "", "invitees", List.of(Map.of("address", "nobody")))))
                .hasMessageContaining("agenda")
                .hasMessageContaining("highlights")
                .hasMessageContaining("invitees[1].name")
                .hasMessageContaining("invitees[1].address");
        engine.complete(number, "prepare-session", preparation());
        assertThatThrownBy(() -> engine.complete(
                        number,
                        "hold-operations-review",
                        Map.of("outcome", "HELD", "actions", List.of(action("no-such-product")))))
                .hasMessageContaining("attendees")
                .hasMessageContaining("minutes")
                .hasMessageContaining("actions[1].productId");
        assertThatThrownBy(() -> engine.complete(number, "hold-operations-review", Map.of("outcome", "POSTPONED")))
                .hasMessageContaining("postponedBecause");
        assertThat(engine.task(number, "hold-operations-review")).isNotNull();
    }

    @Test
    void theCalendarCallsAReviewAndLeavesItToTheOneThatIsOpen() {
        calendar("security-operations-review");
        ReviewSession open = sessions.open(SessionKind.SOR, null).orElseThrow();
        assertThat(engine.task(open.number(), "prepare-session")).isNotNull();
        assertThat(open.openedBy()).isEqualTo("system");

        calendar("security-operations-review");

        assertThat(sessions.open(SessionKind.SOR, null)).contains(open);
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processDefinitionId(definition("security-operations-review"))
                        .activityId("stillOpen")
                        .count())
                .isPositive();
    }

    @Test
    void theFiguresGoOnWhereTheLastOnesEnded() throws Exception {
        String first = called("SOR");
        engine.runDueJobs(first);
        var ended = clock.instant();
        engine.complete(first, "prepare-session", preparation());
        engine.complete(
                first,
                "hold-operations-review",
                Map.of("outcome", "HELD", "minutes", "All is well.", "attendees", List.of(Map.of("name", "Ines"))));
        clock.advance(Duration.ofDays(7));

        assertThat(sessions.openNew(SessionKind.SOR, null, "test").orElseThrow().periodFrom())
                .isEqualTo(ended);
    }

    // --- health reviews

    @Test
    void aHealthReviewDivesDeeperUntilItCanBeDecided() throws Exception {
        incident("SEV2");
        String number = called("SHR");
        engine.runDueJobs(number);
        assertThat(shown(number, "choose-deep-dive", "topics")).contains("Ledger: 1 incidents");
        engine.complete(
                number,
                "choose-deep-dive",
                Map.of("topic", "Ledger: 1 incidents", "reason", "Most incidents", "diveOwner", "ledger-team"));
        engine.complete(number, "deep-dive", findings());
        engine.complete(
                number, "decide-health-review", Map.of("outcome", "DEEPER", "question", "Who has access to the keys?"));
        assertThat(shown(number, "choose-deep-dive", "topics")).contains("Who has access to the keys?");
        engine.complete(
                number,
                "choose-deep-dive",
                Map.of("ownTopic", "Access to keys", "reason", "Asked for", "diveOwner", "ledger-team"));
        engine.complete(number, "deep-dive", findings());
        engine.complete(number, "decide-health-review", decision(List.of(), List.of()));

        JsonNode shown =
                json.readTree(http.get("auditor", "/api/v1/sessions/" + number).body());
        assertThat(shown.at("/state").asText()).isEqualTo("PUBLISHED");
        assertThat(shown.at("/division").asText()).isEqualTo(division);
        assertThat(jdbc.sql(
                                "select division from response.sla_clock where business_key = ? and name = 'shr-held'"
                                        + " and work_opened_at = (select opened_at from response.review_session where number = ?)")
                        .params(number, number)
                        .query(String.class)
                        .single())
                .isEqualTo(division);
        assertThat(shown.at("/riskRating").asText()).isEqualTo("MODERATE");
        assertThat(shown.at("/deepDives").size()).isEqualTo(2);
        assertThat(shown.at("/snapshot/incidents/2/opened").asInt()).isEqualTo(1);
        assertThat(shown.at("/snapshot/incidents/1/opened").asInt()).isZero();
    }

    @Test
    void anExecutiveSignsTheRisksThatAreAcceptedOrRefusesThem() throws Exception {
        String number = atItsDecision();
        String until = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusMonths(3)
                .toString();
        List<Map<String, String>> risks = List.of(
                Map.of("title", "Old cipher", "reason", "Replaced in May", "until", until, "productId", product));
        Map<String, Object> decision = decision(risks, List.of(action(product)));
        as("omar", number, "decide-health-review", decision);
        assertThatThrownBy(() -> as("omar", number, "sign-accepted-risks", Map.of("decision", "SIGNED")))
                .hasMessageContaining("ask another executive");
        assertThatThrownBy(() -> as("ines", number, "sign-accepted-risks", Map.of("decision", "REFUSED")))
                .hasMessageContaining("note");
        as("ines", number, "sign-accepted-risks", Map.of("decision", "REFUSED", "note", "One month at most"));
        assertThat(shown(number, "decide-health-review", "refusal")).contains("One month at most");
        assertThat(shown(number, "decide-health-review", "actions")).contains("Rotate keys");

        as("omar", number, "decide-health-review", decision);
        assertThat(shown(number, "sign-accepted-risks", "proposedRisks")).contains("Old cipher");
        as("ines", number, "sign-accepted-risks", Map.of("decision", "SIGNED"));

        JsonNode shown =
                json.readTree(http.get("auditor", "/api/v1/sessions/" + number).body());
        assertThat(shown.at("/acceptedRisks"))
                .extracting(risk -> risk.at("/state").asText())
                .containsExactly("REFUSED", "SIGNED");
        assertThat(shown.at("/actions").size()).isEqualTo(1);
        assertThat(reached(number)).contains("signed", "startRepairs", "published");

        clock.advance(Duration.ofDays(100));
        String next = called("SHR");
        engine.runDueJobs(next);
        assertThat(shown(next, "choose-deep-dive", "topics")).contains("Accepted risk that ran out: Old cipher");
    }

    @Test
    void everythingThatIsWrongWithAHealthReviewIsSaidAtOnce() throws Exception {
        String number = called("SHR");
        engine.runDueJobs(number);
        assertThatThrownBy(() -> engine.complete(number, "choose-deep-dive", Map.of("topic", "x")))
                .hasMessageContaining("reason")
                .hasMessageContaining("diveOwner");
        assertThatThrownBy(() -> engine.complete(
                        number,
                        "choose-deep-dive",
                        Map.of("topic", "x", "ownTopic", "y", "reason", "z", "diveOwner", "me")))
                .hasMessageContaining("not both");
        engine.complete(number, "choose-deep-dive", Map.of("ownTopic", "y", "reason", "z", "diveOwner", "me"));
        assertThatThrownBy(() -> engine.complete(number, "deep-dive", Map.of()))
                .hasMessageContaining("findings")
                .hasMessageContaining("evidence")
                .hasMessageContaining("recommendation");
        engine.complete(number, "deep-dive", findings());
        assertThatThrownBy(() -> engine.complete(
                        number,
                        "decide-health-review",
                        Map.of(
                                "outcome",
                                "DECIDED",
                                "acceptedRisks",
                                List.of(Map.of("title", "a", "reason", "b", "until", "2020-01-01")))))
                .hasMessageContaining("riskRating")
                .hasMessageContaining("rationale")
                .hasMessageContaining("attendees")
                .hasMessageContaining("acceptedRisks[1].until");
        assertThatThrownBy(() -> engine.complete(number, "decide-health-review", Map.of("outcome", "DEEPER")))
                .hasMessageContaining("question");
        assertThat(engine.task(number, "decide-health-review")).isNotNull();
    }

    @Test
    void everyQuarterEachDivisionHasItsReview() {
        calendar("security-health-review");

        ReviewSession open = sessions.open(SessionKind.SHR, division).orElseThrow();
        engine.runDueJobs(open.number());
        assertThat(engine.task(open.number(), "choose-deep-dive")).isNotNull();

        // a second call while it is open is left to the open one
        runtime.startProcessInstanceByMessage("health-review-called", Map.of("division", division));
        assertThat(sessions.open(SessionKind.SHR, division)).contains(open);
    }

    @Test
    void aHealthReviewThatIsNotHeldIsEscalated() throws Exception {
        String number = called("SHR");
        engine.runDueJobs(number);
        clock.advance(Duration.ofDays(30));
        engine.runDueJobs(number);

        assertThat(reached(number)).contains("sessionWarning", "sessionDue", "sessionLate");
        assertThat(engine.tasks(number)).extracting(Task::getTaskDefinitionKey).contains("acknowledge-escalation");
    }

    // --- the API

    @Test
    void onlyTheSecurityOperationsManagerCallsASession() {
        assertThat(http.post("responder", "/api/v1/sessions", "{\"kind\":\"SOR\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.post("auditor", "/api/v1/sessions", "{\"kind\":\"SOR\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCallThatMakesNoSenseIsAnsweredWithWhatIsWrong() {
        assertThat(problems("{}")).contains("kind");
        assertThat(problems("{\"kind\":\"SOR\",\"division\":\"x\"}")).contains("must be left out");
        assertThat(problems("{\"kind\":\"SHR\"}")).contains("division").contains(division);
        assertThat(problems("{\"kind\":\"SHR\",\"division\":\"\\u0000\"}")).contains("division");
        called("SOR");
        assertThat(problems("{\"kind\":\"SOR\"}")).contains("has a session open already");
    }

    @Test
    void sessionsAreListedByKindDivisionAndState() throws Exception {
        String number = called("SHR");
        String path = "/api/v1/sessions?kind=SHR&state=OPEN&division=" + division.replace(" ", "%20");

        JsonNode listed = json.readTree(http.get("executive", path).body());

        assertThat(listed.at("/total").asInt()).isEqualTo(1);
        assertThat(listed.at("/items/0/number").asText()).isEqualTo(number);
        assertThat(http.get("executive", "/api/v1/sessions/SHR-1999-000001").statusCode())
                .isEqualTo(404);
        assertThat(http.get("executive", "/api/v1/sessions?kind=XYZ").statusCode())
                .isEqualTo(400);
    }

    private String called(String kind) {
        HttpResponse<String> answer = http.post(
                MANAGER,
                "/api/v1/sessions",
                kind.equals("SOR") ? "{\"kind\":\"SOR\"}" : "{\"kind\":\"SHR\",\"division\":\"" + division + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        try {
            return json.readTree(answer.body()).at("/number").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String atItsDecision() {
        String number = called("SHR");
        engine.runDueJobs(number);
        engine.complete(number, "choose-deep-dive", Map.of("ownTopic", "Keys", "reason", "Old", "diveOwner", "me"));
        engine.complete(number, "deep-dive", findings());
        return number;
    }

    private String shown(String number, String task, String field) {
        return String.valueOf(engine.shown(number, task).get(field));
    }

    private String problems(String body) {
        HttpResponse<String> answer = http.post(MANAGER, "/api/v1/sessions", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body();
    }

    /** Lets the calendar call, as its timer would. */
    private void calendar(String processKey) {
        Job timer =
                management.createJobQuery().processDefinitionKey(processKey).timers().withRetriesLeft().list().stream()
                        .filter(job -> job.getProcessInstanceId() == null)
                        .findFirst()
                        .orElseThrow();
        management.executeJob(timer.getId());
    }

    private String definition(String processKey) {
        return management.createJobQuery().processDefinitionKey(processKey).timers().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .findFirst()
                .orElseThrow()
                .getProcessDefinitionId();
    }

    private void as(String person, String number, String taskKey, Map<String, Object> submitted) {
        String task = engine.task(number, taskKey).getId();
        identity.setAuthentication(person, List.of("product-engineer", "executive"));
        try {
            engine.submit(task, submitted);
        } finally {
            identity.clearAuthentication();
        }
        engine.runDueJobs(number);
    }

    private List<String> reached(String number) {
        return jdbc.sql("select distinct a.act_id_ from public.act_hi_actinst a join public.act_hi_procinst p"
                        + " on p.proc_inst_id_ = a.proc_inst_id_ where p.business_key_ = ?")
                .param(number)
                .query(String.class)
                .list();
    }

    private void incident(String severity) {
        long id = jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, 'Keys left open', ?, 'AMBER', 'REVIEW',"
                        + " 'DETECTION', 'test', ?, ?, ?) returning id")
                .param("TEST-" + UUID.randomUUID())
                .param(severity)
                .param(UUID.randomUUID().toString())
                .param(clock.instant().minus(Duration.ofHours(30)).atOffset(ZoneOffset.UTC))
                .param(clock.instant().minus(Duration.ofHours(20)).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into response.affected_product (incident_id, product_id, source, added_at) values (?, ?, 'test', now())")
                .param(id)
                .param(product)
                .update();
    }

    private static Map<String, Object> preparation() {
        return Map.of(
                "agenda", "Containment",
                "highlights", "Containment is slower than it was",
                "invitees", List.of(Map.of("name", "Ines", "address", "ines@example.com")));
    }

    private static Map<String, Object> findings() {
        return Map.of("findings", "Keys are old", "evidence", "Key inventory", "recommendation", "Rotate them");
    }

    private static Map<String, Object> decision(List<?> risks, List<?> actions) {
        return Map.of(
                "outcome",
                "DECIDED",
                "riskRating",
                "MODERATE",
                "rationale",
                "Keys are being rotated",
                "attendees",
                List.of(Map.of("name", "Ines"), Map.of("name", "Omar")),
                "decisions",
                List.of(Map.of("decision", "Rotate", "decidedBy", "Omar")),
                "acceptedRisks",
                risks,
                "actions",
                actions);
    }

    private static Map<String, String> action(String productId) {
        return Map.of(
                "title", "Rotate keys",
                "description", "No key is older than a year",
                "owner", "ledger-team",
                "itemClass", "PREVENT",
                "productId", productId);
    }
}
